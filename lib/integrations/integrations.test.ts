import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { getIntegration, listIntegrations } from './read-integrations.ts'
import { getIntegrationRequest } from './read-request.ts'
import { requestConsumer } from './request-consumer.ts'
import { createIntegration, updateIntegration } from './save-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from './save-request.ts'
import type { CreateIntegrationRequestInput } from './schema.ts'

after(disconnect)

const fields = {
  name: 'Create contact',
  method: 'POST',
  path: '/v2/contacts',
  headers: [{ name: 'Authorization', value: 'Bearer {secrets.Weather_FX}' }],
  query: [{ name: 'key', value: '{secrets.other}' }],
  bodyType: 'json' as const,
  followRedirects: false,
  retries: 0,
  body: '{"token": "{secrets.weather_fx}"}',
}

async function tenantWithIntegration() {
  const tenant = await makeTenant()
  const permit = await tenant.permit('integration:edit')
  const { id: integrationId } = await runChange(permit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'CRM sync', baseUrl: 'https://api.crm.example.com' }),
  )
  const input = (over: Partial<CreateIntegrationRequestInput> = {}) => ({
    ...tenant.place,
    integrationId,
    ...fields,
    ...over,
  })
  return { tenant, permit, integrationId, input }
}

async function everything({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  return {
    integrations: await db().integration.findMany({ where, orderBy: { id: 'asc' } }),
    requests: await db().integrationRequest.findMany({ where, orderBy: { id: 'asc' } }),
    references: await db().referenceInUse.findMany({ where, orderBy: [{ field: 'asc' }, { nameLower: 'asc' }] }),
    log: await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } }),
  }
}

async function refusesAndChangesNothing(tenant: Tenant, code: string, call: () => Promise<unknown>) {
  const before = await everything(tenant)
  await assert.rejects(call, (error) => error instanceof PosternError && error.code === code)
  assert.deepEqual(await everything(tenant), before)
}

test('a saved request is read back, logged, and listed where its secrets are used', async () => {
  const { tenant, permit, integrationId, input } = await tenantWithIntegration()
  const secret = tokenInput(tenant.place, { name: 'weather_fx', value: 'a value of some length' })
  const { id: secretId } = await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, secret))
  const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, input()))

  const list = await tenant.permit('integration:list', 'editor')
  const saved = await getIntegrationRequest(list, { integrationId, id })
  assert.deepEqual(saved.headers, fields.headers)
  assert.deepEqual(saved.references, [
    { name: 'weather_fx', status: 'active' },
    { name: 'other', status: null },
  ])
  const details = await getSecret(await tenant.permit('secret:list', 'editor'), secretId, [requestConsumer])
  assert.deepEqual(details.places, [
    {
      kind: 'integration_request',
      id,
      domain: { slug: 'europe', name: 'Europe' },
      name: 'CRM sync',
      part: 'Create contact',
      path: ['integrations', integrationId, 'requests', id],
      fields: ['body', 'header:Authorization'],
      lastUsedAt: null,
      uses: 0,
    },
  ])
  const { log } = await everything(tenant)
  assert.deepEqual(
    log.map((entry) => entry.action),
    ['integration.created', 'secret.created', 'integration_request.created'],
  )
})

test('what is typed into path, headers, query and body stays out of the log', async () => {
  const { tenant, permit, input } = await tenantWithIntegration()
  const typed = 'sk_live_typed_by_mistake'
  const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, input()))
  await runChange(permit, (scope) =>
    updateIntegrationRequest(scope, {
      ...input({
        path: `/${typed}`,
        headers: [{ name: 'X-Key', value: typed }],
        query: [{ name: 'q', value: typed }],
        body: JSON.stringify({ typed }),
      }),
      id,
      rowVersion: 1,
    }),
  )
  const { log, references } = await everything(tenant)
  assert.ok(!JSON.stringify(log.map((entry) => entry.details)).includes(typed))
  assert.deepEqual(log.at(-1)?.details, {
    fields: {
      References: { from: 'header:Authorization: Weather_FX, query:key: other, body: weather_fx', to: null },
      Changed: { from: null, to: 'path, headers, query, body' },
    },
  })
  assert.deepEqual(references, [])
})

test('near misses, references in forbidden places and forbidden headers are refused when saved', async () => {
  const { tenant, permit, input } = await tenantWithIntegration()
  const wrong: [Partial<CreateIntegrationRequestInput>, string][] = [
    [{ headers: [{ name: 'X', value: '{secret.x}' }] }, 'headers.0.value'],
    [{ headers: [{ name: 'X', value: '{secrets.a}{secrets.b}' }] }, 'headers.0.value'],
    [{ headers: [{ name: '{secrets.a}', value: 'x' }] }, 'headers.0.name'],
    [{ headers: [{ name: 'Host', value: 'x' }] }, 'headers.0.name'],
    [{ query: [{ name: 'a', value: '{secrets.}' }] }, 'query.0.value'],
    [{ body: '{"a": {secrets.x}' }, 'body'],
    [{ body: '{"a": "{secrets:x}"}' }, 'body'],
    [{ method: '{secrets.x}' }, 'method'],
    [{ path: 'https://evil.example/' }, 'path'],
  ]
  for (const [over, field] of wrong) {
    const before = await everything(tenant)
    await assert.rejects(
      runChange(permit, (scope) => createIntegrationRequest(scope, input(over))),
      (error) => error instanceof PosternError && error.code === 'invalid' && field in error.fields,
      JSON.stringify(over),
    )
    assert.deepEqual(await everything(tenant), before)
  }
})

test('what may not be repeated is not saved with retries, and what may is', async () => {
  const { tenant, permit, input } = await tenantWithIntegration()
  const save = (over: Partial<CreateIntegrationRequestInput>) =>
    runChange(permit, (scope) => createIntegrationRequest(scope, input(over)))
  for (const method of ['POST', 'PATCH'])
    await refusesAndChangesNothing(tenant, 'invalid', () => save({ method, retries: 1 }))
  const { id } = await save({ method: 'PUT', retries: 3, followRedirects: true })
  const { followRedirects, retries } = await db().integrationRequest.findFirstOrThrow({ where: { id } })
  assert.deepEqual({ followRedirects, retries }, { followRedirects: true, retries: 3 })
})

test('a base URL with a reference, a user, a query or another scheme is refused', async () => {
  const { tenant, permit } = await tenantWithIntegration()
  const wrong = [
    'https://{secrets.x}.example.com',
    'https://u:p@example.com',
    'https://example.com/?a=1',
    'ftp://example.com',
    'example.com',
    '',
  ]
  for (const baseUrl of wrong) {
    await refusesAndChangesNothing(tenant, 'invalid', () =>
      runChange(permit, (scope) => createIntegration(scope, { ...tenant.place, name: 'x', baseUrl })),
    )
  }
})

test('an older version, a foreign id and a foreign integration change nothing', async () => {
  const { tenant, permit, integrationId, input } = await tenantWithIntegration()
  const foreign = await tenantWithIntegration()
  const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, input()))
  const { id: foreignId } = await runChange(foreign.permit, (scope) => createIntegrationRequest(scope, foreign.input()))
  const update = (over: object) => () =>
    runChange(permit, (scope) =>
      updateIntegrationRequest(scope, { ...input({ name: 'x' }), id, rowVersion: 1, ...over }),
    )
  await refusesAndChangesNothing(tenant, 'stale_version', update({ rowVersion: 3 }))
  await refusesAndChangesNothing(tenant, 'not_found', update({ id: foreignId }))
  await refusesAndChangesNothing(tenant, 'not_found', update({ integrationId: foreign.integrationId }))
  await refusesAndChangesNothing(tenant, 'not_found', () =>
    runChange(permit, (scope) => createIntegrationRequest(scope, input({ integrationId: foreign.integrationId }))),
  )
  const base = { ...tenant.place, name: 'x', baseUrl: 'https://example.com' }
  await refusesAndChangesNothing(tenant, 'not_found', () =>
    runChange(permit, (scope) => updateIntegration(scope, { ...base, id: foreign.integrationId, rowVersion: 1 })),
  )
  await refusesAndChangesNothing(tenant, 'stale_version', () =>
    runChange(permit, (scope) => updateIntegration(scope, { ...base, id: integrationId, rowVersion: 9 })),
  )
})

test('reading is bound to the domain', async () => {
  const { tenant, permit, integrationId, input } = await tenantWithIntegration()
  const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, input()))
  const america = await tenant.permit('integration:list', 'other_domain_admin', 'america')
  const notFound = (error: unknown) => error instanceof PosternError && error.code === 'not_found'
  await assert.rejects(getIntegration(america, integrationId), notFound)
  await assert.rejects(getIntegrationRequest(america, { integrationId, id }), notFound)
  await assert.rejects(getIntegration(america, 'not-a-uuid'), notFound)
  assert.deepEqual((await listIntegrations(america, {})).items, [])
  const own = await listIntegrations(await tenant.permit('integration:list', 'editor'), {})
  assert.deepEqual(
    own.items.map((item) => [item.name, item.requestCount]),
    [['CRM sync', 1]],
  )
})
