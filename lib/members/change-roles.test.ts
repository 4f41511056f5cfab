import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { authorize } from '#lib/access/authorize.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { addMember, logOf, rolesOf } from '#lib/testing/a-member.ts'
import { assertRefused as refused } from '#lib/testing/assert-refused.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { changeRoles } from './change-roles.ts'
import type { RoleFields } from './schema.ts'

after(disconnect)

type Target = { id: string; rowVersion: number }

const change = async (tenant: Tenant, by: TestRole, { id, rowVersion }: Target, roles: RoleFields) =>
  runChange(await tenant.organizationPermit('member:change', by), (scope) =>
    changeRoles(scope, { organization: tenant.organization.slug, id, rowVersion, ...roles }),
  )

const inEurope = (tenant: Tenant, role: 'domain_admin' | 'editor'): RoleFields => ({
  role: 'member',
  domains: [{ domainId: tenant.organization.europe.id, role }],
})
const orgAdmin: RoleFields = { role: 'org_admin', domains: [] }

test('roles are changed, each change is logged where it happened, and who has less is signed out', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const ada = await addMember(tenant, { europe: 'editor' })
  await change(tenant, 'org_admin', ada, {
    role: 'member',
    domains: [
      { domainId: europe.id, role: 'domain_admin' },
      { domainId: america.id, role: 'editor' },
    ],
  })
  assert.equal(await rolesOf(tenant, ada.id), 'member, america: editor, europe: domain_admin')
  assert.ok(await findSession(ada.sessionId), 'more roles end no session')
  await change(tenant, 'owner', { id: ada.id, rowVersion: 2 }, orgAdmin)
  assert.equal(await rolesOf(tenant, ada.id), 'org_admin')
  assert.ok(await findSession(ada.sessionId))
  await change(tenant, 'owner', { id: ada.id, rowVersion: 3 }, inEurope(tenant, 'editor'))
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: editor')
  assert.equal(await findSession(ada.sessionId), null, 'who has less is signed out')
  assert.deepEqual(await logOf(tenant, ada.id), [
    'Marek Dvořák: member.role_changed Editor → Domain Admin in Europe',
    'Marek Dvořák: member.role_changed null → Editor in America',
    'Ines Okafor: member.role_changed null → Org Admin',
    'Ines Okafor: member.role_changed Editor → null in America',
    'Ines Okafor: member.role_changed Domain Admin → null in Europe',
    'Ines Okafor: member.role_changed Org Admin → null',
    'Ines Okafor: member.role_changed null → Editor in Europe',
  ])
})

test('a change that changes nothing leaves no entry and no new version', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'editor' })
  assert.deepEqual(await change(tenant, 'owner', ada, inEurope(tenant, 'editor')), { rowVersion: 1 })
  assert.deepEqual(await logOf(tenant, ada.id), [])
})

test('a Domain Admin gives roles in own domains alone, and those elsewhere stay', async () => {
  const tenant = await makeTenant()
  const { america } = tenant.organization
  const ada = await addMember(tenant, { europe: 'editor', america: 'domain_admin' })
  await change(tenant, 'domain_admin', ada, inEurope(tenant, 'domain_admin'))
  assert.equal(await rolesOf(tenant, ada.id), 'member, america: domain_admin, europe: domain_admin')

  const next = { id: ada.id, rowVersion: 2 }
  const before = await rolesOf(tenant, ada.id)
  const abroad: RoleFields = { role: 'member', domains: [{ domainId: america.id, role: 'editor' }] }
  await refused(change(tenant, 'domain_admin', next, abroad), 'not_found')
  await refused(change(tenant, 'domain_admin', next, orgAdmin), 'not_permitted', /none of the organization/)
  await refused(change(tenant, 'editor', next, inEurope(tenant, 'editor')), 'not_permitted')
  assert.equal(await rolesOf(tenant, ada.id), before)
})

test('who has no role in a Domain Admin’s domains, or one of the organization, does not exist for them', async () => {
  const tenant = await makeTenant()
  const { people } = tenant
  const both = await addMember(tenant, { role: 'org_admin', europe: 'editor' })
  for (const id of [people.owner.personId, people.org_admin.personId, people.other_domain_admin.personId, both.id])
    await refused(change(tenant, 'domain_admin', { id, rowVersion: 1 }, inEurope(tenant, 'editor')), 'not_found')
  assert.equal(await rolesOf(tenant, both.id), 'org_admin, europe: editor')
})

test('a domain that is lost while a change waits is not given any more', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, america } = tenant.organization
  const { personId } = tenant.people.domain_admin
  const where = { organizationId, domainId: america.id, personId }
  await db().domainMembership.create({ data: { ...where, role: 'domain_admin' } })
  const ada = await addMember(tenant, { america: 'editor' })
  const permit = await tenant.organizationPermit('member:change', 'domain_admin')
  await db().domainMembership.deleteMany({ where })
  const input = { organization: tenant.organization.slug, id: ada.id, rowVersion: 1 }
  const roles = { role: 'member' as const, domains: [{ domainId: america.id, role: 'domain_admin' as const }] }
  await refused(
    runChange(permit, (scope) => changeRoles(scope, { ...input, ...roles })),
    'not_permitted',
  )
  assert.equal(await rolesOf(tenant, ada.id), 'member, america: editor')
})

test('an Org Admin touches no Owner and makes none, which is logged; an Owner does', async () => {
  const tenant = await makeTenant()
  const second = await addMember(tenant, { role: 'owner' })
  const ada = await addMember(tenant, { europe: 'editor' })
  await refused(change(tenant, 'org_admin', second, orgAdmin), 'not_permitted', /Only an Owner changes/)
  await refused(change(tenant, 'org_admin', ada, { role: 'owner', domains: [] }), 'not_permitted', /makes an Owner/)
  assert.equal(await rolesOf(tenant, second.id), 'owner')
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: editor')
  await flushRefusals()
  const where = { organizationId: tenant.organization.id, outcome: 'refused', action: 'access.refused' }
  assert.equal(await db().changeLogEntry.count({ where: { ...where, subjectKind: 'person' } }), 2)

  await change(tenant, 'owner', ada, { role: 'owner', domains: [] })
  await change(tenant, 'owner', second, orgAdmin)
  assert.equal(await rolesOf(tenant, ada.id), 'owner')
  assert.equal(await rolesOf(tenant, second.id), 'org_admin')
})

test('nobody changes their own role', async () => {
  const tenant = await makeTenant()
  const { personId } = tenant.people.owner
  await addMember(tenant, { role: 'owner' })
  await refused(change(tenant, 'owner', { id: personId, rowVersion: 1 }, orgAdmin), 'wrong_state', /Nobody changes/)
  assert.equal(await rolesOf(tenant, personId), 'owner')
})

test('a form that was opened on older roles changes nothing and names who was faster', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'editor' })
  await change(tenant, 'owner', ada, inEurope(tenant, 'domain_admin'))
  await refused(change(tenant, 'org_admin', ada, orgAdmin), 'stale_version', /^Nothing was saved. Ines Okafor changed/)
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: domain_admin')
})

test('a person of another organization, and a domain of one, do not exist', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const theirs = await addMember(other, { europe: 'editor' })
  await refused(change(tenant, 'owner', theirs, inEurope(tenant, 'editor')), 'not_found')
  const ada = await addMember(tenant, { europe: 'editor' })
  await refused(change(tenant, 'owner', ada, inEurope(other, 'editor')), 'not_found')
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: editor')
})

test('two Owners who take the ownership from each other at once: one stays', async () => {
  const tenant = await makeTenant()
  const second = await addMember(tenant, { role: 'owner' })
  const permits = [
    await tenant.organizationPermit('member:change', 'owner'),
    await authorize(second, 'member:change', { organization: tenant.organization.slug }, testOrigin),
  ]
  const targets = [second.id, tenant.people.owner.personId]
  const outcomes = await Promise.allSettled(
    permits.map((permit, index) =>
      runChange(permit, (scope) =>
        changeRoles(scope, {
          organization: tenant.organization.slug,
          id: targets[index] ?? '',
          rowVersion: 1,
          ...orgAdmin,
        }),
      ),
    ),
  )
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  const { id: organizationId } = tenant.organization
  assert.equal(await db().membership.count({ where: { organizationId, role: 'owner' } }), 1)
})

test('a role is judged with the next request, whatever sessions say', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'domain_admin' })
  const place = { organization: tenant.organization.slug, domain: 'europe' }
  await authorize(ada, 'secret:create', place, testOrigin)
  await change(tenant, 'domain_admin', ada, inEurope(tenant, 'editor'))
  await refused(authorize(ada, 'secret:create', place, testOrigin), 'not_permitted')
})
