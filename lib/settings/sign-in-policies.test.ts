import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Factor, SessionProof } from '#lib/access/sign-in-policy.ts'
import { createSession } from '#lib/auth/create-session.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { changePolicies } from './change-policies.ts'
import { readPolicies } from './read-policies.ts'
import { changePoliciesInput, membersStopped, type Policies } from './schema.ts'

after(disconnect)

const issuer = 'https://id.example'
const by = (...factors: Factor[]): SessionProof => ({ ...testProof, factors })
const read = async (tenant: Tenant) => readPolicies(await tenant.organizationPermit('policy:view'), [issuer])

/** Saves what is given on top of what is stored, as somebody who signed in by these factors. */
async function change(tenant: Tenant, over: Partial<Policies>, proof = testProof, hasProvider = true) {
  const { signIns: _, members: __, olderVersions: ___, notAllowlisted: ____, ...stored } = await read(tenant)
  const input = changePoliciesInput.parse({ ...stored, ...over, organization: tenant.organization.slug })
  return runChange(await tenant.organizationPermit('policy:edit'), (scope) =>
    changePolicies(scope, input, { proof, issuers: hasProvider ? [issuer] : [] }),
  )
}

/** That it is refused at one field, that nothing of the organization is another, and with which sentence. */
async function refused(tenant: Tenant, field: keyof Policies, call: () => Promise<unknown>): Promise<string> {
  const rows = () =>
    Promise.all([
      db().organization.findUniqueOrThrow({ where: { id: tenant.organization.id } }),
      db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } }),
    ])
  const before = await rows()
  const error = await call().then(
    () => assert.fail('It was saved.'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof PosternError, String(error))
  assert.deepEqual([error.code, Object.keys(error.fields)], ['invalid', [field]])
  assert.deepEqual(await rows(), before)
  return error.fields[field] ?? ''
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )
const open = async (tenant: Tenant, role: TestRole, ...factors: Factor[]) => {
  const { personId: id, email, name } = tenant.people[role]
  return createSession({ id, email, name }, factors, testOrigin)
}

const connect = ({ personId }: { personId: string }, at = issuer) =>
  db().federatedIdentity.create({ data: { issuer: at, subject: personId, personId } })

test('a second factor is asked for at once, and by nobody who has none themself', async () => {
  const tenant = await makeTenant()
  const on = { secondFactorRequired: true }
  assert.match(await refused(tenant, 'secondFactorRequired', () => change(tenant, on)), /would be locked out/)
  await change(tenant, on, by('password', 'totp'))
  assert.equal(await codeOf(tenant.permit('secret:list', 'editor')), 'second_factor_required')
  assert.equal(await codeOf(tenant.organizationPermit('policy:edit', 'owner')), 'second_factor_required')
  assert.equal(await codeOf(tenant.permit('secret:list', 'stranger')), 'not_found')
  for (const factor of ['totp', 'recovery_code', 'passkey', 'sso'] as const) {
    tenant.people.editor.proof = by('password', factor)
    assert.equal(await codeOf(tenant.permit('secret:list', 'editor')), 'done', factor)
  }
})

test('single sign-on is asked for at once, by whoever signed in with it, and where there is a provider', async () => {
  const tenant = await makeTenant()
  const on = { ssoRequired: true }
  const without = () => change(tenant, on, by('sso'), false)
  assert.match(await refused(tenant, 'ssoRequired', without), /not set up here/)
  for (const proof of [testProof, by('password', 'totp'), by('passkey')])
    assert.match(await refused(tenant, 'ssoRequired', () => change(tenant, on, proof)), /You signed in without/)
  const onBySso = () => change(tenant, on, by('sso'))
  await connect(tenant.people.org_admin)
  assert.match(await refused(tenant, 'ssoRequired', onBySso), /No Owner has connected/)
  // Of a provider that this installation had before: it signs nobody in any more.
  await connect(tenant.people.owner, 'https://before.example')
  assert.match(await refused(tenant, 'ssoRequired', onBySso), /No Owner has connected/)
  const { all, withoutSso } = (await read(tenant)).members
  assert.equal(all - withoutSso, 1)
  await connect(tenant.people.owner)
  await db().person.update({ where: { id: tenant.people.owner.personId }, data: { suspendedAt: new Date() } })
  assert.match(await refused(tenant, 'ssoRequired', onBySso), /No Owner has connected/)
  await db().person.update({ where: { id: tenant.people.owner.personId }, data: { suspendedAt: null } })
  await onBySso()
  tenant.people.editor.proof = by('passkey')
  assert.equal(await codeOf(tenant.permit('secret:list', 'editor')), 'sso_required')
  tenant.people.org_admin.proof = by('sso')
  await change(tenant, { ssoRequired: false }, by('sso'), false)
  assert.equal(await codeOf(tenant.permit('secret:list', 'editor')), 'done')
})

test('a shorter lifetime and a shorter rest end sessions that are open, at once', async () => {
  const tenant = await makeTenant()
  const [old, idle, fresh] = [
    await open(tenant, 'editor', 'password'),
    await open(tenant, 'domain_admin', 'password'),
    await open(tenant, 'owner', 'password'),
  ]
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await db().session.update({ where: { id: old }, data: { createdAt: ago(121) } })
  await db().session.update({ where: { id: idle }, data: { lastSeenAt: ago(31) } })
  const isOpen = async () => Promise.all([old, idle, fresh].map(async (id) => (await findSession(id)) !== null))
  await change(tenant, { sessionHours: 3, sessionIdleMinutes: 40 })
  assert.deepEqual(await isOpen(), [true, true, true])
  await db().session.update({ where: { id: idle }, data: { lastSeenAt: ago(31) } })
  await change(tenant, { sessionHours: 2 })
  assert.deepEqual(await isOpen(), [false, true, true])
  await db().session.update({ where: { id: idle }, data: { lastSeenAt: ago(31) } })
  await change(tenant, { sessionIdleMinutes: 30 })
  assert.deepEqual(await isOpen(), [false, false, true])
})

test('a longer lifetime of one organization does not outlast a shorter one of another', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const { personId } = tenant.people.editor
  await db().membership.create({ data: { organizationId: other.organization.id, personId, role: 'member' } })
  const id = await open(tenant, 'editor', 'password')
  await db().session.update({ where: { id }, data: { createdAt: new Date(Date.now() - 13 * 3_600_000) } })
  await change(tenant, { sessionHours: 720 })
  assert.equal(await findSession(id), null)
  await change(other, { sessionHours: 14 })
  assert.ok(await findSession(id))
})

test('who joins by single sign-on has an address that not everybody can have, and joins a domain that is there', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const { europe, america } = tenant.organization
  const joining = (names: string[], ssoJoinDomainId: string | null = europe.id) => ({
    ssoJoinDomains: names,
    ssoJoinDomainId,
  })
  const why = (field: keyof Policies, over: Partial<Policies>, hasProvider = true) =>
    refused(tenant, field, () => change(tenant, over, testProof, hasProvider))
  assert.match(await why('ssoJoinDomains', joining(['acme.example']), false), /not set up here/)
  for (const name of ['co.uk', 'github.io'])
    assert.match(await why('ssoJoinDomains', joining([name])), /Anyone can have an address/)
  assert.match(await why('ssoJoinDomainId', joining(['acme.example'], null)), /Choose the domain/)
  for (const id of [other.organization.europe.id, randomUUID()])
    assert.match(await why('ssoJoinDomainId', joining(['acme.example'], id)), /archived or does not exist/)
  await db().domain.updateMany({ where: { id: america.id }, data: { archivedAt: new Date() } })
  assert.match(await why('ssoJoinDomainId', joining(['acme.example'], america.id)), /archived or does not exist/)

  await change(tenant, joining(['Acme.Example', 'b.acme.example', 'acme.example']))
  const stored = await db().organization.findUniqueOrThrow({ where: { id: tenant.organization.id } })
  assert.deepEqual(stored.ssoJoinDomains, ['acme.example', 'b.acme.example'])
  const entry = await db().changeLogEntry.findFirstOrThrow({ where: { organizationId: tenant.organization.id } })
  assert.deepEqual(entry.details, {
    fields: {
      'Addresses that join by single sign-on': { from: 'none', to: 'acme.example, b.acme.example' },
      'Domain that they join': { from: 'none', to: 'Europe' },
    },
  })
  // What stays is not judged again: its domain may be archived by now, and the provider gone.
  await db().domain.updateMany({ where: { id: europe.id }, data: { archivedAt: new Date() } })
  await change(tenant, { retentionDays: 9 }, testProof, false)
  // But nobody new is sent there.
  assert.match(await why('ssoJoinDomainId', joining([...stored.ssoJoinDomains, 'acme.test'])), /archived or does not/)
  await change(tenant, { ssoJoinDomains: ['acme.example'] })
})

test('what is no part of an address behind an @ has its sentence', () => {
  const problem = (name: string) => {
    const { error } = changePoliciesInput.shape.ssoJoinDomains.safeParse([name])
    return error?.issues[0]?.message ?? null
  }
  for (const name of ['acme.example', 'ACME.example', 'bücher.example']) assert.equal(problem(name), null, name)
  for (const name of ['', '@acme.example', 'a@acme.example', '*.acme.example', 'acme.example:443x', 'acme', '10.0.0.1'])
    assert.ok(problem(name), name)
})

test('a page can say how many members a stricter policy stops', async () => {
  const tenant = await makeTenant()
  await open(tenant, 'owner', 'password', 'totp')
  await open(tenant, 'editor', 'password')
  await open(tenant, 'editor', 'passkey')
  const old = await open(tenant, 'domain_admin', 'sso')
  await open(tenant, 'stranger', 'password')
  await db().session.update({ where: { id: old }, data: { createdAt: new Date(Date.now() - 5 * 3_600_000) } })
  await connect(tenant.people.owner)
  const { signIns, members, ...from } = await read(tenant)
  const stopped = (over: Partial<Policies>) => membersStopped(signIns, from, { ...from, ...over })
  assert.equal(stopped({}), 0)
  assert.equal(stopped({ secondFactorRequired: true }), 1)
  assert.equal(stopped({ ssoRequired: true }), 2)
  assert.equal(stopped({ sessionHours: 5 }), 1)
  assert.equal(stopped({ sessionHours: 6 }), 0)
  assert.equal(stopped({ sessionIdleMinutes: 5 }), 0)
  assert.equal(stopped({ ssoRequired: true, sessionHours: 1 }), 3)
  assert.deepEqual(members, { all: 5, withoutSecondFactor: 4, withoutSso: 4 })
})
