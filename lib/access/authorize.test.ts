import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { authorize } from './authorize.ts'
import { allPermissions, heldFor, type Permission } from './permissions.ts'

after(disconnect)

const verdictOf = async (promise: Promise<unknown>) => {
  try {
    await promise
    return 'yes'
  } catch (error) {
    return error instanceof PosternError ? error.code : String(error)
  }
}

// Written by hand from what the roles are promised, importing nothing from the code that it judges.
const expected: Record<Permission, Record<TestRole, string>> = {
  'organization:view': row('yes', 'yes', 'yes', 'yes', 'yes'),
  'domain:view': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'secret:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'secret:create': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:edit': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:archive': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:history': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'token:list': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'integration:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'integration:edit': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'integration:test': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
}

function row(owner: string, org_admin: string, domain_admin: string, editor: string, other_domain_admin: string) {
  return { owner, org_admin, domain_admin, editor, other_domain_admin, stranger: 'not_found' }
}

test('every permission, for every role, in the own domain', async () => {
  const tenant = await makeTenant()
  assert.deepEqual(Object.keys(expected).sort(), [...allPermissions].sort())
  for (const permission of allPermissions) {
    for (const [role, verdict] of Object.entries(expected[permission]) as [TestRole, string][]) {
      const slugs = heldFor(permission) === 'domain' ? tenant.place : { organization: tenant.organization.slug }
      const found = await verdictOf(authorize(tenant.people[role], permission, slugs, testOrigin))
      assert.equal(found, verdict, `${permission} of ${role}`)
    }
  }
})

test('a place that is not theirs does not exist, whoever they are elsewhere', async () => {
  const [tenant, foreign] = [await makeTenant(), await makeTenant()]
  for (const permission of allPermissions) {
    for (const role of ['owner', 'org_admin', 'domain_admin', 'editor'] as const) {
      const found = await verdictOf(authorize(tenant.people[role], permission, foreign.place, testOrigin))
      assert.equal(found, 'not_found', `${permission} of a foreign ${role}`)
    }
  }
})

test('an unknown, archived or missing domain is not found, also for an owner', async () => {
  const tenant = await makeTenant()
  const { owner } = tenant.people
  const organization = tenant.organization.slug
  const verdict = (slugs: { organization: string; domain?: string }) =>
    verdictOf(authorize(owner, 'secret:list', slugs, testOrigin))
  assert.equal(await verdict({ organization, domain: 'asia' }), 'not_found')
  assert.equal(await verdict({ organization, domain: '' }), 'not_found')
  assert.equal(await verdict({ organization }), 'not_found')
  await db().domain.updateMany({ where: { id: tenant.organization.europe.id }, data: { archivedAt: new Date() } })
  assert.equal(await verdict({ organization, domain: 'europe' }), 'not_found')
})

test('a suspended person, and one whose membership ended, may nothing from the next request on', async () => {
  const tenant = await makeTenant()
  const { owner, editor } = tenant.people
  await db().person.update({ where: { id: owner.personId }, data: { suspendedAt: new Date() } })
  assert.equal(await verdictOf(authorize(owner, 'secret:list', tenant.place, testOrigin)), 'not_found')
  await db().domainMembership.deleteMany({ where: { personId: editor.personId } })
  assert.equal(await verdictOf(authorize(editor, 'secret:list', tenant.place, testOrigin)), 'not_found')
})

test('a role that is taken away after it was judged, but before the change, changes nothing any more', async () => {
  const tenant = await makeTenant()
  const { domain_admin: lena, org_admin: marek } = tenant.people
  const takenAway: [TestRole, () => Promise<unknown>][] = [
    ['domain_admin', () => db().domainMembership.deleteMany({ where: { personId: lena.personId } })],
    ['org_admin', () => db().person.update({ where: { id: marek.personId }, data: { suspendedAt: new Date() } })],
    [
      'owner',
      () => db().domain.updateMany({ where: { id: tenant.organization.europe.id }, data: { archivedAt: new Date() } }),
    ],
  ]
  for (const [role, takeAway] of takenAway) {
    const permit = await tenant.permit('secret:create', role)
    await takeAway()
    let hasRun = false
    const change = runChange(permit, async () => {
      hasRun = true
    })
    assert.equal(await verdictOf(change), 'not_permitted', role)
    assert.equal(hasRun, false)
  }
})

test('the refusal says which role, and what it holds for', async () => {
  const tenant = await makeTenant()
  await assert.rejects(tenant.permit('secret:create', 'editor'), /Your role here, Editor, does not allow this/)
  const permit = await tenant.permit('secret:list', 'editor')
  assert.equal(permit.may('secret:create'), false)
  assert.equal(permit.may('integration:list'), true)
})
