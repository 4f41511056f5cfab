import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { authorize } from '#lib/access/authorize.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { addMember, logOf, openSession, rolesOf } from '#lib/testing/a-member.ts'
import { assertRefused as refused } from '#lib/testing/assert-refused.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { leaveOrganization } from './leave-organization.ts'
import { removeMember } from './remove-member.ts'
import { suspendMember } from './suspend-member.ts'
import { transferOwnership } from './transfer-ownership.ts'

after(disconnect)

type Target = { id: string; rowVersion: number }

const suspend = async (tenant: Tenant, by: TestRole, { id, rowVersion }: Target, isSuspended = true) =>
  runChange(await tenant.organizationPermit('member:suspend', by), (scope) =>
    suspendMember(scope, { organization: tenant.organization.slug, id, rowVersion, isSuspended }),
  )

const remove = async (tenant: Tenant, by: TestRole, { id, rowVersion }: Target, revokesTokens = false) =>
  runChange(await tenant.organizationPermit('member:remove', by), (scope) =>
    removeMember(scope, { organization: tenant.organization.slug, id, rowVersion, revokesTokens }),
  )

const transfer = async (tenant: Tenant, by: TestRole, { id, rowVersion }: Target, name = 'Acme') =>
  runChange(await tenant.organizationPermit('ownership:transfer', by), (scope) =>
    transferOwnership(scope, { organization: tenant.organization.slug, id, rowVersion, name }),
  )

const addToken = (tenant: Tenant, createdById: string, domainId: string | null) =>
  db().apiToken.create({
    data: {
      organizationId: tenant.organization.id,
      domainId,
      name: 'CI',
      hash: randomBytes(32),
      ending: 'wxyz',
      scopes: ['secrets:read'],
      createdById,
      createdByName: 'Ada',
    },
  })

const tokensThatHold = (tenant: Tenant, createdById: string) =>
  db().apiToken.count({ where: { organizationId: tenant.organization.id, createdById, revokedAt: null } })

test('who is suspended is signed out and may nothing, and is let back with the same roles', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'domain_admin' })
  const place = { organization: tenant.organization.slug, domain: 'europe' }
  await suspend(tenant, 'org_admin', ada)
  assert.equal(await findSession(ada.sessionId), null)
  await refused(authorize(ada, 'domain:view', place, testOrigin), 'not_found')
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: domain_admin, suspended')
  await suspend(tenant, 'org_admin', { id: ada.id, rowVersion: 2 }, false)
  await authorize(ada, 'secret:create', place, testOrigin)
  const by = 'Marek Dvořák: member.'
  assert.deepEqual(await logOf(tenant, ada.id), [`${by}suspended`, `${by}let_back`])
})

test('a suspension reaches every domain, so a Domain Admin is refused it, and so is whoever is weaker than the person', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'editor' })
  const { owner } = tenant.people
  const theirs = await addMember(await makeTenant(), { europe: 'editor' })
  await refused(suspend(tenant, 'domain_admin', ada), 'not_permitted')
  await refused(suspend(tenant, 'editor', ada), 'not_permitted')
  await refused(suspend(tenant, 'org_admin', { id: owner.personId, rowVersion: 1 }), 'not_permitted')
  await refused(suspend(tenant, 'owner', { id: owner.personId, rowVersion: 1 }), 'wrong_state', /themselves/)
  await refused(suspend(tenant, 'owner', theirs), 'not_found')
  await refused(suspend(tenant, 'owner', { id: ada.id, rowVersion: 2 }), 'stale_version')
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: editor')
  assert.equal(await rolesOf(tenant, owner.personId), 'owner')
  assert.ok(await findSession(ada.sessionId))
})

test('who is removed is gone and signed out; their tokens stay, unless that is asked for', async () => {
  const tenant = await makeTenant()
  const { europe } = tenant.organization
  for (const revokes of [false, true]) {
    const ada = await addMember(tenant, { europe: 'editor' })
    await addToken(tenant, ada.id, europe.id)
    await addToken(tenant, ada.id, null)
    assert.deepEqual(await remove(tenant, 'owner', ada, revokes), { tokens: revokes ? 2 : 0 })
    assert.equal(await rolesOf(tenant, ada.id), null)
    assert.equal(await findSession(ada.sessionId), null)
    assert.equal(await tokensThatHold(tenant, ada.id), revokes ? 0 : 2)
    assert.deepEqual(await logOf(tenant, ada.id), ['Ines Okafor: member.removed Editor → null in Europe'])
  }
  const where = { organizationId: tenant.organization.id, action: 'token.revoked' }
  assert.equal(await db().changeLogEntry.count({ where }), 2)
})

test('a Domain Admin removes from own domains alone, and from the organization with the last role', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const both = await addMember(tenant, { europe: 'editor', america: 'editor' })
  await addToken(tenant, both.id, europe.id)
  await addToken(tenant, both.id, america.id)
  assert.deepEqual(await remove(tenant, 'domain_admin', both, true), { tokens: 1 })
  assert.equal(await rolesOf(tenant, both.id), 'member, america: editor')
  assert.equal(await tokensThatHold(tenant, both.id), 1)
  assert.equal(await findSession(both.sessionId), null)
  await refused(remove(tenant, 'domain_admin', { id: both.id, rowVersion: 2 }), 'not_found')

  const one = await addMember(tenant, { europe: 'domain_admin' })
  await remove(tenant, 'domain_admin', one)
  assert.equal(await rolesOf(tenant, one.id), null)
})

test('a role in a domain that is archived keeps somebody a member whom a Domain Admin removes', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, america } = tenant.organization
  const both = await addMember(tenant, { europe: 'editor', america: 'editor' })
  await db().domain.update({
    where: { organizationId_id: { organizationId, id: america.id } },
    data: { archivedAt: new Date() },
  })
  await remove(tenant, 'domain_admin', both)
  assert.equal(await rolesOf(tenant, both.id), 'member, america: editor')
})

test('nobody removes an Owner but an Owner, nobody themselves, and no one of another place', async () => {
  const tenant = await makeTenant()
  const { owner, org_admin } = tenant.people
  const theirs = await addMember(await makeTenant(), { europe: 'editor' })
  const abroad = await addMember(tenant, { america: 'editor' })
  const of = ({ personId }: { personId: string }) => ({ id: personId, rowVersion: 1 })
  await refused(remove(tenant, 'org_admin', of(owner)), 'not_permitted', /Only an Owner/)
  await refused(remove(tenant, 'owner', of(owner)), 'wrong_state')
  await refused(remove(tenant, 'domain_admin', of(org_admin)), 'not_found')
  await refused(remove(tenant, 'domain_admin', abroad), 'not_found')
  await refused(remove(tenant, 'editor', abroad), 'not_permitted')
  await refused(remove(tenant, 'owner', theirs), 'not_found')
  await refused(remove(tenant, 'owner', { id: abroad.id, rowVersion: 7 }), 'stale_version')
  assert.equal(await rolesOf(tenant, abroad.id), 'member, america: editor')
  assert.equal(await rolesOf(tenant, owner.personId), 'owner')
})

test('a member leaves and stays signed in; the last Owner does not leave', async () => {
  const tenant = await makeTenant()
  const { people, organization } = tenant
  const leave = async (by: TestRole) =>
    runChange(await tenant.organizationPermit('organization:leave', by), leaveOrganization)
  const session = await openSession(people.editor.personId)
  await leave('editor')
  assert.equal(await rolesOf(tenant, people.editor.personId), null)
  assert.ok(await findSession(session.id))
  assert.deepEqual(await logOf(tenant, people.editor.personId), ['Tom Abara: member.left Editor → null in Europe'])
  await refused(leave('owner'), 'wrong_state', /last Owner/)
  assert.equal(await rolesOf(tenant, people.owner.personId), 'owner')
  const second = await addMember(tenant, { role: 'owner' })
  const where = { organizationId_personId: { organizationId: organization.id, personId: second.id } }
  await db().membership.update({ where, data: { suspendedAt: new Date() } })
  await refused(leave('owner'), 'wrong_state', /last Owner/)
  await db().membership.update({ where, data: { suspendedAt: null } })
  await leave('owner')
  assert.equal(await rolesOf(tenant, people.owner.personId), null)
})

test('of two Owners who leave at once, one stays', async () => {
  const tenant = await makeTenant()
  const second = await addMember(tenant, { role: 'owner' })
  const place = { organization: tenant.organization.slug }
  const permits = await Promise.all(
    [tenant.people.owner, second].map((person) => authorize(person, 'organization:leave', place, testOrigin)),
  )
  const outcomes = await Promise.allSettled(permits.map((permit) => runChange(permit, leaveOrganization)))
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  const where = { organizationId: tenant.organization.id, role: 'owner' as const }
  assert.equal(await db().membership.count({ where }), 1)
})

test('an Owner hands the ownership over and becomes an Org Admin', async () => {
  const tenant = await makeTenant()
  const { owner } = tenant.people
  const ada = await addMember(tenant, { europe: 'editor' })
  const session = await openSession(owner.personId)
  await transfer(tenant, 'owner', ada)
  assert.equal(await rolesOf(tenant, ada.id), 'owner')
  assert.equal(await rolesOf(tenant, owner.personId), 'org_admin')
  assert.ok(await findSession(session.id))
  assert.deepEqual(await logOf(tenant, ada.id), ['Ines Okafor: ownership.transferred null → Owner'])
  assert.deepEqual(await logOf(tenant, owner.personId), ['Ines Okafor: member.role_changed Owner → Org Admin'])
})

test('the ownership goes to no one by mistake', async () => {
  const tenant = await makeTenant()
  const { owner } = tenant.people
  const ada = await addMember(tenant, { europe: 'editor' })
  const second = await addMember(tenant, { role: 'owner' })
  const theirs = await addMember(await makeTenant(), { europe: 'editor' })
  await refused(transfer(tenant, 'org_admin', ada), 'not_permitted')
  await refused(transfer(tenant, 'owner', ada, 'Acne'), 'invalid')
  await refused(transfer(tenant, 'owner', { id: ada.id, rowVersion: 2 }), 'stale_version')
  await refused(transfer(tenant, 'owner', { id: owner.personId, rowVersion: 1 }), 'wrong_state')
  await refused(transfer(tenant, 'owner', second), 'wrong_state', /is an Owner already/)
  await refused(transfer(tenant, 'owner', theirs), 'not_found')
  await suspend(tenant, 'owner', ada)
  await refused(transfer(tenant, 'owner', { id: ada.id, rowVersion: 2 }), 'wrong_state', /is suspended/)
  assert.equal(await rolesOf(tenant, owner.personId), 'owner')
  assert.equal(await rolesOf(tenant, ada.id), 'member, europe: editor, suspended')
})
