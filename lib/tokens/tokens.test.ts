import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { authorizeToken } from '#lib/access/authorize.ts'
import type { TokenScope } from '#lib/access/permissions.ts'
import { listChanges } from '#lib/changelog/list-changes.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { findToken } from './find-token.ts'
import { listTokens } from './list-tokens.ts'
import { mayGive } from './may-give.ts'
import { revokeToken } from './revoke-token.ts'
import { createTokenInput } from './schema.ts'

after(disconnect)

const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )
const rowsOf = ({ organization: { id: organizationId } }: Tenant) =>
  db().apiToken.findMany({ where: { organizationId }, orderBy: { createdAt: 'asc' } })
const logOf = async (tenant: Tenant) =>
  (await listChanges(await tenant.organizationPermit('activity:view'), changeLogQueryOf(new URLSearchParams()))).items
const find = (text: string) => findToken(text, '192.0.2.9')

test('a token is made with its log entry, found by its text, and stored without it', async () => {
  const tenant = await makeTenant()
  const { text, id } = await anApiToken(tenant, ['secrets:write', 'secrets:read'], { role: 'domain_admin' })
  const found = await find(text)
  assert.equal(found?.tokenId, id)
  assert.equal(found?.domain?.slug, 'europe')
  assert.deepEqual(found?.scopes, ['secrets:read', 'secrets:write'])
  const [row] = await rowsOf(tenant)
  const [entry] = await logOf(tenant)
  for (const stored of [row, entry]) assert.ok(!JSON.stringify(stored).includes(text.slice(4, 30)))
  assert.equal(row?.ending, text.slice(-4))
  assert.equal(entry?.action, 'token.created')
  assert.equal(entry?.details.fields?.Scopes?.to, 'secrets:read, secrets:write')
  assert.equal(entry?.details.fields?.Expires?.to, row?.expiresAt?.toISOString())
})

test('a text that is no token’s finds nothing: wrong checksum, unknown, cut, longer', async () => {
  const tenant = await makeTenant()
  const { text } = await anApiToken(tenant, ['secrets:read'])
  const last = text.endsWith('0') ? '1' : '0'
  const unknown = 'pst_00000000000000000000000000000000'
  for (const wrong of [`${text.slice(0, -1)}${last}`, text.slice(0, -1), `${text}0`, unknown, '', `${text}\0`])
    assert.equal(await find(wrong), null)
})

test('its first use is noted with the address, and then at most once a minute', async () => {
  const tenant = await makeTenant()
  const { text } = await anApiToken(tenant, ['secrets:read'])
  await findToken(text, '192.0.2.9')
  await findToken(text, '192.0.2.10')
  const { items } = await listTokens(await tenant.permit('token:list'))
  assert.equal(items[0]?.lastUsedAddress, '192.0.2.9')
  assert.ok(items[0]?.lastUsedAt)
})

test('an expired one, a revoked one, and one of an archived domain are nothing', async () => {
  const tenant = await makeTenant()
  const [expired, revoked, archived] = [
    await anApiToken(tenant, ['secrets:read'], { name: 'expired' }),
    await anApiToken(tenant, ['secrets:read'], { name: 'revoked' }),
    await anApiToken(tenant, ['secrets:read'], { name: 'archived', domain: 'america' }),
  ]
  for (const { text } of [expired, revoked, archived]) assert.ok(await find(text))
  const { id: organizationId, america } = tenant.organization
  await db().apiToken.updateMany({ where: { organizationId, id: expired.id }, data: { expiresAt: new Date() } })
  const permit = await tenant.permit('token:revoke')
  await runChange(permit, (scope) => revokeToken(scope, { ...tenant.place, id: revoked.id }))
  await db().domain.updateMany({ where: { organizationId, id: america.id }, data: { archivedAt: new Date() } })
  for (const { text } of [expired, revoked, archived]) assert.equal(await find(text), null)
  const { items } = await listTokens(await tenant.permit('token:list'))
  const states = Object.fromEntries(items.map(({ name, status }) => [name, status]))
  assert.deepEqual(states, { revoked: 'revoked', expired: 'expired' })
  assert.equal((await logOf(tenant))[0]?.action, 'token.revoked')
})

test('who may not make or revoke one changes nothing: a weaker role, another domain, another organization', async () => {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const { id } = await anApiToken(tenant, ['secrets:read'])
  const before = [await rowsOf(tenant), await logOf(tenant)]
  const roles: [TestRole, string | null, string][] = [
    ['editor', 'europe', 'not_permitted'],
    ['other_domain_admin', 'europe', 'not_found'],
    ['stranger', 'europe', 'not_found'],
    ['domain_admin', null, 'not_permitted'],
  ]
  for (const [role, domain, code] of roles)
    assert.equal(await codeOf(anApiToken(tenant, ['secrets:read'], { role, domain })), code, role)
  const revokers = [
    other.permit('token:revoke', 'owner'),
    tenant.permit('token:revoke', 'other_domain_admin', 'america'),
    tenant.organizationPermit('token:revoke'),
  ]
  for (const permit of await Promise.all(revokers)) {
    const revoked = runChange(permit, (scope) => revokeToken(scope, { ...tenant.place, id }))
    assert.equal(await codeOf(revoked), 'not_found')
  }
  assert.deepEqual([await rowsOf(tenant), await logOf(tenant)], before)
})

test('one that is revoked already stays as it was revoked', async () => {
  const tenant = await makeTenant()
  const { id } = await anApiToken(tenant, ['secrets:read'])
  const revoke = async (role: TestRole) =>
    runChange(await tenant.permit('token:revoke', role), (scope) => revokeToken(scope, { ...tenant.place, id }))
  await revoke('domain_admin')
  const before = await rowsOf(tenant)
  assert.equal(await codeOf(revoke('owner')), 'wrong_state')
  assert.deepEqual(await rowsOf(tenant), before)
  assert.equal(before[0]?.revokedByName, 'Lena Fischer')
})

test('nobody gives a token more than their own role holds there', () => {
  const scopes: TokenScope[] = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read']
  const given = (role: 'owner' | 'domain_admin' | 'editor' | null, domainId: string | null) =>
    scopes.filter((scope) => mayGive(role, scope, domainId))
  assert.deepEqual(given('owner', null), scopes)
  assert.deepEqual(given('domain_admin', 'a domain'), scopes)
  assert.deepEqual(given('domain_admin', null), ['requests:send', 'activity:read'])
  assert.deepEqual(given('editor', 'a domain'), [])
  assert.deepEqual(given(null, null), [])
})

test('an expiry is the end of a day where the organization is; a past one, and none chosen, are refused', async () => {
  const tenant = await makeTenant()
  const { id: organizationId } = tenant.organization
  await db().organization.update({ where: { id: organizationId }, data: { timeZone: 'Asia/Tokyo' } })
  const { id } = await anApiToken(tenant, ['secrets:read'], { lifetime: 'date', expiresOn: '2199-03-14' })
  const row = (await rowsOf(tenant)).find((each) => each.id === id)
  assert.equal(row?.expiresAt?.toISOString(), '2199-03-14T15:00:00.000Z')
  assert.equal(
    await codeOf(anApiToken(tenant, ['secrets:read'], { lifetime: 'date', expiresOn: '2020-01-01' })),
    'invalid',
  )
  for (const expiresOn of ['', '9999-12-31', '0000-01-01']) {
    const input = { ...tenant.place, name: 'CI', scopes: ['secrets:read'], lifetime: 'date', expiresOn }
    assert.equal(createTokenInput.safeParse(input).success, false)
  }
  await anApiToken(tenant, ['secrets:read'], { lifetime: 'never', name: 'for ever' })
  const [newest] = (await listTokens(await tenant.permit('token:list'))).items
  assert.deepEqual([newest?.name, newest?.expiresAt, newest?.expiresSoon], ['for ever', null, false])
})

test('what is revoked between its authentication and the commit commits nothing', async () => {
  const tenant = await makeTenant()
  const { text, id } = await anApiToken(tenant, ['secrets:write'])
  const token = await find(text)
  assert.ok(token)
  const permit = await authorizeToken(token, 'secret:create', { domain: 'europe' }, testOrigin)
  const revoker = await tenant.permit('token:revoke')
  await runChange(revoker, (scope) => revokeToken(scope, { ...tenant.place, id }))
  const created = runChange(permit, (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value: 'a value of some length' })),
  )
  assert.equal(await codeOf(created), 'unauthenticated')
  assert.equal(await db().secret.count({ where: { organizationId: tenant.organization.id } }), 0)
})

test('a domain’s list has its own tokens, says how many of the organization reach it, and shows no hash', async () => {
  const tenant = await makeTenant()
  await anApiToken(tenant, ['secrets:read'], { name: 'of Europe' })
  await anApiToken(tenant, ['secrets:read'], { name: 'of all', domain: null })
  const ofEurope = await listTokens(await tenant.permit('token:list'))
  const ofAll = await listTokens(await tenant.organizationPermit('token:list'))
  assert.deepEqual([ofEurope.items.map(({ name }) => name), ofEurope.ofOrganization], [['of Europe'], 1])
  assert.deepEqual([ofAll.items.map(({ name }) => name), ofAll.ofOrganization], [['of all'], 0])
  assert.ok(!Object.keys(ofAll.items[0] ?? {}).includes('hash'))
})
