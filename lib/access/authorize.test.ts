import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { authorize } from './authorize.ts'
import { allPermissions, type Permission } from './permissions.ts'

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
const inDomain: Partial<Record<Permission, Record<TestRole, string>>> = {
  'domain:view': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'secret:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'secret:export': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'secret:create': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:import': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:edit': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:revoke': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:archive': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:restore': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:delete': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:history': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:history-export': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'secret:reveal': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'token:list': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'token:create': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'token:revoke': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'request:send': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'integration:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'integration:edit': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'integration:test': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'variable:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'variable:edit': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'workflow:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'workflow:edit': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'workflow:run': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'template:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'template:edit': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'template:send': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'allowlist:list': row('yes', 'yes', 'yes', 'yes', 'not_found'),
  'allowlist:edit': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'allowlist:test': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'host:approve': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'sends:list': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
  'sends:stop': row('yes', 'yes', 'yes', 'not_permitted', 'not_found'),
}
const inOrganization: Partial<Record<Permission, Record<TestRole, string>>> = {
  'organization:view': row('yes', 'yes', 'yes', 'yes', 'yes'),
  'secret:list': row('yes', 'yes', 'yes', 'yes', 'yes'),
  'secret:export': row('yes', 'yes', 'yes', 'yes', 'yes'),
  'secret:create': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:import': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:edit': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:revoke': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:archive': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:restore': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:delete': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:history': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:history-export': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'token:list': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'token:create': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'token:revoke': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'member:list': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'member:invite': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'member:change': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'member:remove': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'member:suspend': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'organization:leave': row('yes', 'yes', 'yes', 'yes', 'yes'),
  'ownership:transfer': row('yes', 'not_permitted', 'not_permitted', 'not_permitted', 'not_permitted'),
  'domain:list': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'domain:create': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'domain:change': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'domain:archive': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'activity:export': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'policy:view': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:rename': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'secret:reveal': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'activity:view': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'health:view': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'host:approve': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'sends:list': row('yes', 'yes', 'yes', 'not_permitted', 'yes'),
  'sends:stop': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
  'policy:edit': row('yes', 'yes', 'not_permitted', 'not_permitted', 'not_permitted'),
}
const expected = { domain: inDomain, organization: inOrganization }
const nowhere = row('not_found', 'not_found', 'not_found', 'not_found', 'not_found')

function row(owner: string, org_admin: string, domain_admin: string, editor: string, other_domain_admin: string) {
  return { owner, org_admin, domain_admin, editor, other_domain_admin, stranger: 'not_found' }
}

test('every permission, for every role, in the own domain and in the organization', async () => {
  const tenant = await makeTenant()
  const { organization } = tenant.place
  for (const permission of allPermissions) {
    for (const level of ['domain', 'organization'] as const) {
      const slugs = level === 'domain' ? tenant.place : { organization }
      for (const [role, verdict] of Object.entries(expected[level][permission] ?? nowhere) as [TestRole, string][]) {
        const found = await verdictOf(authorize(tenant.people[role], permission, slugs, testOrigin))
        assert.equal(found, verdict, `${permission} of ${role} in the ${level}`)
      }
    }
    assert.ok(inDomain[permission] || inOrganization[permission], `${permission} has no expectation`)
  }
})

test('a permit for the organization reaches the domains whose role carries it, and no other', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const { personId } = tenant.people.domain_admin
  await db().domainMembership.create({
    data: { organizationId: tenant.organization.id, domainId: america.id, personId, role: 'editor' },
  })
  const of = async (permission: Permission, role: TestRole) =>
    (await tenant.organizationPermit(permission, role)).domainIds?.toSorted() ?? null
  assert.equal(await of('activity:view', 'owner'), null)
  assert.deepEqual(await of('activity:view', 'domain_admin'), [europe.id])
  assert.deepEqual(await of('secret:list', 'domain_admin'), [europe.id, america.id].toSorted())
  assert.deepEqual(await of('secret:list', 'editor'), [europe.id])
  const lena = await tenant.permit('secret:list')
  assert.deepEqual(lena.domainIds, [europe.id])
})

test('who has no role in any domain sees nothing of the organization', async () => {
  const tenant = await makeTenant()
  await db().domainMembership.deleteMany({ where: { personId: tenant.people.editor.personId } })
  assert.equal(await verdictOf(tenant.organizationPermit('secret:list', 'editor')), 'not_found')
  assert.equal(await verdictOf(tenant.organizationPermit('organization:view', 'editor')), 'yes')
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
    verdictOf(authorize(owner, 'integration:list', slugs, testOrigin))
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
