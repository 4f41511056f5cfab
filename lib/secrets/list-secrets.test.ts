import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { disconnect } from '#lib/db/client.ts'
import { secretInput, tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { archiveSecret } from './archive-secret.ts'
import { countSecrets } from './count-secrets.ts'
import { createSecret } from './create-secret.ts'
import { listSecrets } from './list-secrets.ts'
import { revokeSecret } from './revoke-secret.ts'
import { type ListSort, type SecretQuery, secretQuery } from './schema.ts'

after(disconnect)

const queryOf = (over: Partial<SecretQuery> = {}): SecretQuery => ({ ...secretQuery.parse({}), ...over })

async function create(tenant: Tenant, name: string, over: object = {}) {
  const input = secretInput(tenant.place, { name, type: 'token', value: `value of ${name}`, ...over })
  return runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, input))
}

async function namesOf(tenant: Tenant, over: Partial<SecretQuery> = {}): Promise<string[]> {
  const permit = await tenant.permit('secret:list', 'editor')
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page = await listSecrets(permit, queryOf(over), cursor)
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
  } while (cursor)
  return names
}

test('every filter, type and tab finds what it says, and the counts agree', async () => {
  const tenant = await makeTenant()
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)
  await create(tenant, 'plain')
  await create(tenant, 'soon', { expiresOn: days(6), purpose: 'webhook' })
  await create(tenant, 'later', { expiresOn: days(30), purpose: 'integration' })
  await create(tenant, 'pair', { type: 'username_password', value: { username: 'u', password: 'a password' } })
  const revoked = await create(tenant, 'revoked')
  const archived = await create(tenant, 'archived')
  await runChange(await tenant.permit('secret:revoke'), (scope) => revokeSecret(scope, { ...tenant.place, ...revoked }))
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, ...archived }),
  )
  const sorted = async (over: Partial<SecretQuery>) => (await namesOf(tenant, over)).toSorted()
  assert.deepEqual(await sorted({}), ['later', 'pair', 'plain', 'revoked', 'soon'])
  assert.deepEqual(await sorted({ status: 'active' }), ['later', 'pair', 'plain', 'soon'])
  assert.deepEqual(await sorted({ status: 'expiring' }), ['soon'])
  assert.deepEqual(await sorted({ status: 'expired' }), [])
  assert.deepEqual(await sorted({ status: 'revoked' }), ['revoked'])
  assert.deepEqual(await sorted({ status: 'archived' }), ['archived'])
  assert.deepEqual(await sorted({ type: 'username_password' }), ['pair'])
  assert.deepEqual(await sorted({ purpose: 'webhook' }), ['pair', 'plain', 'revoked', 'soon'])
  assert.deepEqual(await sorted({ purpose: 'integration', status: 'active' }), ['later', 'pair', 'plain'])
  const permit = await tenant.permit('secret:list')
  const expected = { all: 5, active: 4, expiring: 1, expired: 0, revoked: 1, archived: 1 }
  assert.deepEqual(await countSecrets(permit, queryOf()), expected)
  assert.deepEqual(await countSecrets(permit, queryOf({ q: 'e' })), {
    ...expected,
    all: 0,
    active: 0,
    expiring: 0,
    revoked: 0,
    archived: 0,
  })
  assert.deepEqual(await countSecrets(permit, queryOf({ q: 'token' })), { ...expected, all: 4, active: 3 })
})

test('a search looks in name, description, type and allowed domains, for every word, and treats % and _ as they are', async () => {
  const tenant = await makeTenant()
  await create(tenant, 'crm_key', { description: 'Nightly Export 100%', allowedHosts: ['api.crm.example.com'] })
  await create(tenant, 'crmxkey', { description: 'other' })
  const found = async (q: string) => (await namesOf(tenant, { q })).toSorted()
  assert.deepEqual(await found('CRM_'), ['crm_key'])
  assert.deepEqual(await found('nightly'), ['crm_key'])
  assert.deepEqual(await found('100%'), ['crm_key'])
  assert.deepEqual(await found('crm.example'), ['crm_key'])
  assert.deepEqual(await found('export crm'), ['crm_key'])
  assert.deepEqual(await found('token'), ['crm_key', 'crmxkey'])
  assert.deepEqual(await found('cr'), ['crm_key', 'crmxkey'])
  assert.deepEqual(await found('rm'), [])
  // Beside a longer word a short one may stand anywhere, too: a text that was copied from a description finds it.
  assert.deepEqual(await found('key rt'), ['crm_key'])
  assert.deepEqual(await found('% nightly'), ['crm_key'])
  assert.deepEqual(await found('nightly zz'), [])
  for (const nothing of ['\\', '%%%', '___', 'a\0b', '\ud800xx', 'x'.repeat(10_000), '😀😀😀', 'İİİ'])
    assert.deepEqual(await found(nothing), [], JSON.stringify(nothing.slice(0, 10)))
})

test('every order pages to the end without a gap or a repeat, also while rows change', async () => {
  const tenant = await makeTenant()
  const names = Array.from({ length: 107 }, (_, index) => `s${String((index * 37) % 107).padStart(3, '0')}`)
  const permit = await tenant.permit('secret:create')
  for (const name of names)
    await runChange(permit, (scope) => createSecret(scope, tokenInput(tenant.place, { name, value: `value ${name}` })))
  const byName = names.toSorted()
  assert.deepEqual(await namesOf(tenant, { sort: 'name' }), byName)
  assert.deepEqual(await namesOf(tenant, { sort: 'name', direction: 'desc' }), byName.toReversed())
  for (const sort of ['updated', 'created'] satisfies ListSort[]) {
    assert.deepEqual(new Set(await namesOf(tenant, { sort })).size, 107)
    assert.deepEqual(await namesOf(tenant, { sort, direction: 'asc' }), (await namesOf(tenant, { sort })).toReversed())
  }
  const list = await tenant.permit('secret:list')
  const first = await listSecrets(list, queryOf({ sort: 'name' }))
  await create(tenant, 'a-new-one')
  const second = await listSecrets(list, queryOf({ sort: 'name' }), first.nextCursor)
  assert.deepEqual(
    second.items.map(({ name }) => name),
    byName.slice(50, 100),
  )
  for (const cursor of [
    '',
    'x',
    'name:asc:s001',
    first.nextCursor?.replace('name', 'updated') ?? '',
    "updated:desc:1':x",
  ])
    assert.equal((await listSecrets(list, queryOf({ sort: 'updated' }), cursor)).items[0]?.name, 'a-new-one')
})

test('another domain, the organization itself and a foreign tenant see none of it', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  await create(tenant, 'mine')
  for (const permit of [
    await tenant.permit('secret:list', 'owner', 'america'),
    await tenant.organizationPermit('secret:list'),
    await other.permit('secret:list'),
  ]) {
    assert.deepEqual((await listSecrets(permit, queryOf())).items, [])
    assert.equal((await countSecrets(permit, queryOf())).all, 0)
  }
})
