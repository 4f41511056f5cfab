import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { anIntegration } from '#lib/testing/an-integration.ts'
import { createIntegrationRequest, updateIntegrationRequest } from './save-request.ts'
import type { CreateIntegrationRequestInput } from './schema.ts'

const key = `sk_live_${'Zx81mQp0vT7sK2bY9cLd'}`

let made: Awaited<ReturnType<typeof anIntegration>>
before(async () => {
  made = await anIntegration()
})
after(disconnect)

const create = async (over: Partial<CreateIntegrationRequestInput>) =>
  runChange(await made.edit('editor'), (scope) => createIntegrationRequest(scope, { ...made.request, ...over }))
const update = async (id: string, rowVersion: number, over: Partial<CreateIntegrationRequestInput>) =>
  runChange(await made.edit('editor'), (scope) =>
    updateIntegrationRequest(scope, { ...made.request, ...over, id, rowVersion }),
  )
const isNoticed = (field: string) => (error: unknown) =>
  error instanceof PosternError && error.code === 'credential_noticed' && error.noticed?.[0]?.field === field
const stored = async () => JSON.stringify([await requests(), await entries()])
const organizationId = () => made.tenant.organization.id
const requests = () => db().integrationRequest.findMany({ where: { organizationId: organizationId() } })
const entries = async () =>
  (await db().changeLogEntry.findMany({ where: { organizationId: organizationId() } })).map(({ details }) => details)

test('a request with a credential in any of its texts is not stored, and nothing is logged of it', async () => {
  const before = await stored()
  const pair = [{ name: 'X-Key', value: key }]
  await assert.rejects(create({ headers: pair }), isNoticed('headers.0.value'))
  await assert.rejects(create({ query: pair }), isNoticed('query.0.value'))
  await assert.rejects(create({ path: `/${key}` }), isNoticed('path'))
  await assert.rejects(create({ body: `{"a":"${key}"}` }), isNoticed('body'))
  await assert.rejects(update(made.requestId, 1, { body: `{"a":"${key}"}` }), isNoticed('body'))
  assert.equal(await stored(), before)
})

test('what was kept as text stays without a word, and the log does not quote it', async () => {
  const headers = [{ name: 'X-Key', value: key }]
  const { id, rowVersion } = await create({ headers, keepsPlainText: true })
  const next = await update(id, rowVersion, { headers: [{ name: 'X-Other', value: '1' }, ...headers], path: '/x' })
  await assert.rejects(
    update(id, next.rowVersion, { headers, query: [{ name: 'k', value: key }] }),
    isNoticed('query.0.value'),
  )
  assert.doesNotMatch(JSON.stringify(await entries()), /sk_live_/)
})
