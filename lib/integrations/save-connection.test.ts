import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anIntegration, assertReferencesTrue, integrationsOf, refusesAndKeeps } from '#lib/testing/an-integration.ts'
import { getIntegration, listIntegrations } from './read-integrations.ts'
import { getIntegrationRequest } from './read-request.ts'

after(disconnect)

test('a connection is read back with its requests, and shown where its secrets are used', async () => {
  const { tenant, id, requestId } = await anIntegration()
  const secret = tokenInput(tenant.place, { name: 'partner', value: 'a value of some length' })
  const { id: secretId } = await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, secret))

  const permit = await tenant.permit('integration:list', 'editor')
  const saved = await getIntegration(permit, id)
  assert.deepEqual(saved.connection.auth, { kind: 'bearer', name: '', value: '{secrets.crm.key}' })
  assert.deepEqual(saved.references, [
    { name: 'crm.key', status: null },
    { name: 'partner', status: 'active' },
  ])
  const request = await getIntegrationRequest(permit, { integrationId: id, id: requestId })
  assert.deepEqual(request.connection, saved.connection)
  assert.deepEqual(
    request.references.map(({ name }) => name),
    ['signing', 'crm.key', 'partner'],
  )
  const details = await getSecret(await tenant.permit('secret:list', 'editor'), secretId, consumers)
  assert.deepEqual(details.places, [
    {
      kind: 'integration',
      id,
      domain: { slug: 'europe', name: 'Europe' },
      name: 'CRM sync',
      part: null,
      path: ['integrations', id],
      fields: ['header:X-Partner'],
      lastUsedAt: null,
      uses: 0,
    },
  ])
  await assertReferencesTrue(tenant)
})

test('what a connection adds stays out of the log, but for the kind and the references', async () => {
  const { tenant, update } = await anIntegration()
  const typed = 'typed-by-mistake'
  await update({
    auth: { kind: 'basic', name: '', value: `${typed}:{secrets.crm.key}` },
    headers: [{ name: 'X-Workspace', value: typed }],
  })
  const { log, references } = await integrationsOf(tenant)
  assert.ok(!JSON.stringify(log.map((entry) => entry.details)).includes(typed))
  const entries = log.filter((entry) => entry.subjectKind === 'integration').map(({ details }) => details)
  assert.deepEqual(entries, [
    {
      fields: {
        Name: { from: null, to: 'CRM sync' },
        'Base URL': { from: null, to: 'https://api.crm.example.com' },
        Authentication: { from: null, to: 'Bearer token' },
        References: { from: null, to: 'auth: crm.key, header:X-Partner: partner' },
      },
    },
    {
      fields: {
        Authentication: { from: 'Bearer token', to: 'Basic' },
        References: { from: 'auth: crm.key, header:X-Partner: partner', to: 'auth: crm.key' },
        Changed: { from: null, to: 'authentication, default headers' },
      },
    },
  ])
  const ofConnection = references.filter(({ consumerKind }) => consumerKind === 'integration')
  assert.deepEqual(
    ofConnection.map(({ field, nameLower }) => [field, nameLower]),
    [['auth', 'crm.key']],
  )
})

test('what was left out stays as it is, and what was saved again is no change', async () => {
  const { tenant, update } = await anIntegration()
  const before = await integrationsOf(tenant)
  await update()
  await update({ auth: undefined, headers: undefined })
  assert.deepEqual(await integrationsOf(tenant), before)
  await update({ auth: undefined, headers: undefined, name: 'CRM' })
  const [saved] = (await integrationsOf(tenant)).integrations
  assert.deepEqual([saved?.name, saved?.authValue, saved?.rowVersion], ['CRM', '{secrets.crm.key}', 2])
})

test('a connection that cannot be sent is refused, field by field, and nothing changes', async () => {
  const { tenant, update, create } = await anIntegration()
  const auth = (kind: 'none' | 'bearer' | 'basic' | 'header' | 'query', value: string, name = '') => ({
    auth: { kind, name, value },
  })
  const cases = [
    [auth('bearer', ''), 'auth.value'],
    [auth('bearer', 'sk_live_typed'), 'auth.value'],
    [auth('bearer', 'sk_live_typed{secrets.crm.key}'), 'auth.value'],
    [auth('basic', 'a:b:{secrets.crm.key}'), 'auth.value'],
    [auth('header', '{secrets.crm.key}', 'Host'), 'auth.name'],
    [auth('query', '{secrets.crm.key}'), 'auth.name'],
    [auth('none', '{secrets.crm.key}'), 'auth.value'],
    [{ headers: [{ name: 'Proxy-Authorization', value: 'x' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'authorization', value: 'Bearer typed' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'X-Key', value: '{secret.crm}' }] }, 'headers.0.value'],
    [{ headers: [{ name: 'X-Key', value: '{secrets.a}{secrets.b}' }] }, 'headers.0.value'],
    [{ baseUrl: 'https://{secrets.host}' }, 'baseUrl'],
  ] as const
  for (const [over, field] of cases) {
    for (const save of [() => update(over as never), () => create(over as never)]) {
      const refusal = await refusesAndKeeps(tenant, 'invalid', save)
      assert.deepEqual(Object.keys(refusal.fields), [field], JSON.stringify(over))
      assert.ok(!JSON.stringify(refusal.fields).includes('sk_live'))
    }
  }
  await refusesAndKeeps(tenant, 'stale_version', () => update({ rowVersion: 7 }))
})

test('a list is searched by name and base URL as typed, and says what authenticates and what is disabled', async () => {
  const { tenant, create } = await anIntegration()
  await create({
    name: 'Sales 100%_done',
    baseUrl: 'https://mail.example.com',
    auth: { kind: 'none', name: '', value: '' },
  })
  const permit = await tenant.permit('integration:list', 'editor')
  const found = async (q: string) =>
    (await listIntegrations(permit, { q })).items.map(({ name, authKind }) => [name, authKind])
  assert.deepEqual(await found('crm'), [['CRM sync', 'bearer']])
  assert.deepEqual(await found('MAIL.example'), [['Sales 100%_done', 'none']])
  assert.deepEqual(await found('0%_d'), [['Sales 100%_done', 'none']])
  assert.deepEqual(await found('s_n'), [])
  assert.deepEqual(await found('\\'), [])
  assert.equal((await found('')).length, 2)
})

test('what looks like a credential is noticed before anything is stored, and kept only where somebody said so', async () => {
  const { tenant, create, update } = await anIntegration()
  const typed = `ghp_${'aB3dE5fG7hI9jK1lM2nO'.repeat(2).slice(0, 36)}`
  const cases = [
    [
      {
        headers: [
          { name: 'X-Workspace', value: 'acme' },
          { name: 'X-Key', value: typed },
        ],
      },
      'headers.1.value',
    ],
    [{ auth: { kind: 'basic' as const, name: '', value: `${typed}:{secrets.crm.key}` } }, 'auth.username'],
    [{ baseUrl: `https://api.example.com/${typed}` }, 'baseUrl'],
  ] as const
  for (const [over, field] of cases) {
    for (const save of [() => update(over as never), () => create(over as never)]) {
      const refusal = await refusesAndKeeps(tenant, 'credential_noticed', save)
      assert.deepEqual(Object.keys(refusal.fields), [field])
      assert.ok(!JSON.stringify([refusal.message, refusal.fields]).includes(typed))
    }
  }
  const kept = { headers: [{ name: 'X-Key', value: typed }] }
  assert.equal((await update({ ...kept, keepsPlainText: true })).rowVersion, 2)
  // What stands there already is not asked about again.
  assert.equal((await update({ ...kept, name: 'CRM', rowVersion: 2 })).rowVersion, 3)
  const { log } = await integrationsOf(tenant)
  assert.ok(!JSON.stringify(log.map((entry) => entry.details)).includes(typed))
})
