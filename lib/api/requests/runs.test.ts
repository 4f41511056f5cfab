import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { TokenScope } from '#lib/access/permissions.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { disableIntegration } from '#lib/integrations/disable-integration.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { anIntegration } from '#lib/testing/an-integration.ts'
import { type Asked, askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { bodySeen, canary, headersSeen, store, tenant, upstream, usageOf } from '#lib/testing/sends.ts'
import { endOfRun } from '#lib/workflows/detach-run.ts'
import type { Operation } from '../operation.ts'
import { getIntegrationOperation } from './get-integration-operation.ts'
import { getRunOperation } from './get-run-operation.ts'
import { listIntegrationsOperation } from './list-integrations-operation.ts'
import { listTemplatesOperation } from './list-templates-operation.ts'
import { listWorkflowsOperation } from './list-workflows-operation.ts'
import { runRequestOperation } from './run-request-operation.ts'
import { runWorkflowOperation } from './run-workflow-operation.ts'
import { sendTemplateOperation } from './send-template-operation.ts'

const values = { crm: canary('crm'), partner: canary('partner'), signing: canary('signing'), sms: canary('sms') }
let made: Awaited<ReturnType<typeof makeAll>>

async function makeAll() {
  const names = { 'crm.key': values.crm, partner: values.partner, signing: values.signing, sms_gateway: values.sms }
  for (const [name, value] of Object.entries(names))
    if (!name.includes('.')) await store({ type: 'token', value, name } as never)
  const integration = await anIntegration({ baseUrl: upstream.origin, tenant })
  await integration.update({ auth: { kind: 'none', name: '', value: '' } })
  const template = await aTemplate({ baseUrl: upstream.origin, tenant })
  const step = aStep({ url: `${upstream.origin}/login`, headers: [{ name: 'X-Key', value: '{secret:signing}' }] })
  const workflow = await makeWorkflow(tenant, {
    steps: [{ ...step, body: '{"at":"{{event.station}}"}', bodyType: 'json' }],
  })
  return { integration, template, workflow }
}

beforeEach(async () => {
  made ??= await makeAll()
})

const nothingLeft = async () => assert.equal((await upstream.requests()).length, 0, 'nothing has left')
const sender = async (scopes: TokenScope[] = ['requests:send']) => (await anApiToken(tenant, scopes)).text

/** Each operation with what works for it. */
const asks = (): [Operation, Asked][] => {
  const { integration, template, workflow } = made
  const domain = { query: { domain: 'europe' } }
  return [
    [listIntegrationsOperation, domain],
    [getIntegrationOperation, { params: { id: integration.id } }],
    [runRequestOperation, { params: { id: integration.id, requestId: integration.requestId } }],
    [listWorkflowsOperation, domain],
    [runWorkflowOperation, { params: { id: workflow.id }, body: {} }],
    [listTemplatesOperation, domain],
    [sendTemplateOperation, { params: { id: template.id }, body: {} }],
  ]
}

test('what is saved is listed with what a program needs to send it, page by page, and without values', async () => {
  const text = await sender()
  const listed = await askApi(listIntegrationsOperation, text, { query: { domain: 'europe', limit: '1' } })
  assert.equal(listed.status, 200, listed.text)
  assert.equal(listed.body.items.length, 1)
  const rest = await askApi(listIntegrationsOperation, text, {
    query: { domain: 'europe', cursor: listed.body.nextCursor },
  })
  const all = [...listed.body.items, ...rest.body.items]
  const found = all.find(({ id }) => id === made.integration.id)
  assert.deepEqual([found.name, found.requestCount], ['CRM sync', 1])
  assert.deepEqual(
    found.requests.map(({ id, method, path }: { id: string; method: string; path: string }) => [id, method, path]),
    [[made.integration.requestId, 'POST', '/contacts']],
  )
  const one = await askApi(getIntegrationOperation, text, { params: { id: made.integration.id } })
  assert.deepEqual(one.body, found)
  // Its own version is of no use: a run takes that of the request.
  assert.equal(one.headers.get('etag'), null)
  const workflows = await askApi(listWorkflowsOperation, text, { query: { q: 'nightly' } })
  assert.deepEqual(
    workflows.body.items.map(({ id, stepCount }: { id: string; stepCount: number }) => [id, stepCount]),
    [[made.workflow.id, 1]],
  )
  const templates = await askApi(listTemplatesOperation, text)
  assert.equal(templates.body.items[0].delivery.requestId, made.template.requestId)
  for (const answer of [listed, rest, one, workflows, templates])
    for (const value of Object.values(values)) assert.ok(!answer.text.includes(value))
})

test('a list has the first twenty requests of an integration and how many there are, and the integration all', async () => {
  const other = await anIntegration()
  const { id: organizationId, europe } = other.tenant.organization
  const at = { organizationId, domainId: europe.id, integrationId: other.id }
  const { id: _, name: __, ...row } = await db().integrationRequest.findFirstOrThrow({ where: at })
  const names = Array.from({ length: 24 }, (_, index) => `A ${String(index).padStart(2, '0')}`)
  await db().integrationRequest.createMany({ data: names.map((name) => ({ ...row, name })) as never })
  const { text } = await anApiToken(other.tenant, ['requests:send'])
  const [item] = (await askApi(listIntegrationsOperation, text)).body.items
  const namesOf = ({ requests }: { requests: { name: string }[] }) => requests.map(({ name }) => name)
  assert.deepEqual([item.requestCount, namesOf(item)], [25, names.slice(0, 20)])
  const one = (await askApi(getIntegrationOperation, text, { params: { id: other.id } })).body
  assert.deepEqual([one.requestCount, namesOf(one).length, namesOf(one).slice(0, 24)], [25, 25, names])
})

test('a saved request is sent as it is saved now, or as it was seen, and its record names the token', async () => {
  const text = await sender()
  await db().integrationRequest.updateMany({ where: { id: made.integration.requestId }, data: { body: '{}' } })
  const params = { id: made.integration.id, requestId: made.integration.requestId }
  const answer = await askApi(runRequestOperation, text, { params })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((await headersSeen()).get('X-Signed'), values.signing)
  assert.ok(!answer.text.includes(values.signing))
  const usage = await usageOf(answer.body.usageId)
  assert.deepEqual([usage?.consumerKind, usage?.actorKind, usage?.actorName], ['integration_request', 'token', 'CI'])
  await upstream.forget()
  assertProblem(await askApi(runRequestOperation, text, { params, ifMatch: 7 }), 'stale_version', 412)
  assertProblem(await askApi(runRequestOperation, text, { params, ifMatch: '*' }), 'invalid', 400)
  await nothingLeft()
  assert.equal((await askApi(runRequestOperation, text, { params, ifMatch: 1 })).status, 200)
})

test('a run of a workflow begins, is followed to its end, and its steps are sent as the token', async () => {
  const text = await sender()
  const begun = await askApi(runWorkflowOperation, text, {
    params: { id: made.workflow.id },
    body: { event: { station: 'Hamburg' } },
  })
  assert.equal(begun.status, 202, begun.text)
  const runId = begun.body.id as string
  assert.equal(begun.headers.get('location'), `/api/v1/workflows/${made.workflow.id}/runs/${runId}`)
  await endOfRun(runId)
  const run = await askApi(getRunOperation, text, { params: { id: made.workflow.id, runId } })
  assert.equal(run.status, 200, run.text)
  assert.deepEqual([run.body.state, run.body.startedBy, run.body.steps[0].state], ['succeeded', 'CI', 'succeeded'])
  assert.equal(await bodySeen(), '{"at":"Hamburg"}')
  assert.ok(!run.text.includes(values.signing))
  const bad = { params: { id: made.workflow.id }, body: { event: '17' } }
  assertProblem(await askApi(runWorkflowOperation, text, bad), 'invalid', 400)
  const stale = { params: { id: made.workflow.id }, body: {}, ifMatch: 9 }
  assertProblem(await askApi(runWorkflowOperation, text, stale), 'stale_version', 412)
})

test('a template is sent with an event and a recipient as data, their numbers as they came in text', async () => {
  const text = await sender()
  const answer = await askApi(sendTemplateOperation, text, {
    params: { id: made.template.id },
    body: { event: { station: 'Hamburg' }, recipient: '{"phone":"{secrets.signing}"}' },
  })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(await bodySeen(), `{"to":"{secrets.signing}","key":"${values.sms}"}`)
  assert.ok(!answer.text.includes(values.sms))
  await upstream.forget()
  const without = await askApi(sendTemplateOperation, text, { params: { id: made.template.id }, body: {} })
  assertProblem(without, 'macro_not_filled', 422)
  const list = await askApi(sendTemplateOperation, text, { params: { id: made.template.id }, body: { event: [] } })
  assertProblem(list, 'invalid', 400)
  await nothingLeft()
})

test('without the scope, of another domain or organization, revoked or expired: nothing is told, and nothing left', async () => {
  const reader = await sender(['secrets:read', 'secrets:write', 'activity:read'])
  const american = (await anApiToken(tenant, ['requests:send'], { domain: 'america' })).text
  const stranger = (await anApiToken(await makeTenant(), ['requests:send'])).text
  const ended = await anApiToken(tenant, ['requests:send'])
  const late = await anApiToken(tenant, ['requests:send'])
  const at = (id: string) => ({ organizationId_id: { organizationId: tenant.organization.id, id } })
  await db().apiToken.update({ where: at(ended.id), data: { revokedAt: new Date() } })
  await db().apiToken.update({ where: at(late.id), data: { expiresAt: new Date(Date.now() - 1000) } })
  for (const [operation, asked] of asks()) {
    assertProblem(await askApi(operation, reader, asked), 'not_permitted', 403)
    assertProblem(await askApi(operation, american, asked), 'not_found', 404)
    if (operation.path.includes('{id}')) assertProblem(await askApi(operation, stranger, asked), 'not_found', 404)
    for (const text of [ended.text, late.text, null])
      assertProblem(await askApi(operation, text, asked), 'unauthenticated', 401)
  }
  assert.deepEqual((await askApi(listIntegrationsOperation, stranger)).body.items, [])
  assert.equal(
    await db().workflowRun.count({ where: { organizationId: tenant.organization.id, actorName: 'late' } }),
    0,
  )
  await nothingLeft()
})

test('a disabled integration sends nothing, also not through a template', async () => {
  const text = await sender()
  const disable = async (integrationId: string, isDisabled: boolean) =>
    runChange(await tenant.permit('integration:edit'), (scope) =>
      disableIntegration(scope, { ...tenant.place, id: integrationId, isDisabled }),
    )
  for (const { integrationId, call } of [
    {
      integrationId: made.integration.id,
      call: () =>
        askApi(runRequestOperation, text, {
          params: { id: made.integration.id, requestId: made.integration.requestId },
        }),
    },
    {
      integrationId: made.template.integrationId,
      call: () =>
        askApi(sendTemplateOperation, text, {
          params: { id: made.template.id },
          body: { event: { station: 'Hamburg' }, recipient: { phone: '1' } },
        }),
    },
  ]) {
    await disable(integrationId, true)
    assertProblem(await call(), 'integration_disabled', 422)
    await disable(integrationId, false)
  }
  await nothingLeft()
})

test('what was sent, and may not be sent again, is answered the same for its key', async () => {
  const text = await sender()
  const { requestId } = made.integration
  await db().integrationRequest.updateMany({ where: { id: requestId }, data: { method: 'PUT', retries: 1, body: '' } })
  await upstream.answer({ status: 503 })
  const params = { id: made.integration.id, requestId }
  const asked = { params, headers: { 'Idempotency-Key': 'once' } }
  const sending = askApi(runRequestOperation, text, asked)
  while ((await upstream.requests()).length === 0) await wait(10)
  // Half a second passes before the next try.
  await db().integrationRequest.updateMany({ where: { id: requestId }, data: { rowVersion: { increment: 1 } } })
  const first = await sending
  assertProblem(first, 'stale_version', 412)
  assert.match(first.body.detail, /^It was sent/)
  const again = await askApi(runRequestOperation, text, asked)
  assert.deepEqual(again.body, first.body)
  assert.equal((await upstream.requests()).length, 1)
})
