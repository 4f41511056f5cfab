import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { readAim } from './read-aim.ts'
import { createIntegration } from './save-integration.ts'
import { createIntegrationRequest } from './save-request.ts'
import { testIntegrationRequest } from './test-request.ts'

after(disconnect)

/** A saved request whose header names `weather_fx`; the host is never dialled, because every send here stops before. */
async function savedRequest() {
  const tenant = await makeTenant()
  const permit = await tenant.permit('integration:edit')
  const { id: integrationId } = await runChange(permit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'Weather', baseUrl: 'https://weather.invalid' }),
  )
  const request = {
    ...tenant.place,
    integrationId,
    name: 'Now',
    method: 'GET',
    path: '/now',
    headers: [{ name: 'Authorization', value: 'Bearer {secrets.weather_fx}' }],
    query: [],
    bodyType: 'none' as const,
    followRedirects: false,
    retries: 0,
    body: '',
  }
  const { id } = await runChange(permit, (scope) => createIntegrationRequest(scope, request))
  const send = async (rowVersion = 1) =>
    testIntegrationRequest(await tenant.permit('integration:test'), { ...tenant.place, integrationId, id, rowVersion })
  const refusals = async () => {
    await flushRefusals()
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId: tenant.organization.id, outcome: 'refused' },
      orderBy: [{ subjectKind: 'asc' }],
    })
    return entries.map(({ action, subjectKind, subjectName, details }) => ({
      action,
      subjectKind,
      subjectName,
      details,
    }))
  }
  const saved = { id, integrationId, rowVersion: 1, integrationVersion: 1 }
  return { tenant, saved, send, refusals }
}

const codeAndStep = (exchange: Awaited<ReturnType<typeof testIntegrationRequest>>) =>
  exchange.outcome === 'refused'
    ? [exchange.code, exchange.steps.find((step) => step.state === 'stopped')?.step, exchange.nothingLeft]
    : exchange.outcome

test('a request that names a missing secret stops with its code, and the refusal is logged', async () => {
  const { tenant, send, refusals } = await savedRequest()
  assert.deepEqual(codeAndStep(await send()), ['secret_not_found', 'resolve', true])
  const details = { code: 'secret_not_found', note: 'headers.0.value', host: 'weather.invalid' }
  assert.deepEqual(await refusals(), [
    { action: 'send.refused', subjectKind: 'integration_request', subjectName: 'Now', details },
  ])
  assert.equal(await db().usageRecord.count({ where: { organizationId: tenant.organization.id } }), 0)
})

test('an archived secret stops the send, which stands in its own log', async () => {
  const { tenant, send, refusals } = await savedRequest()
  const input = tokenInput(tenant.place, { name: 'weather_fx', value: 'a value of some length' })
  const { id } = await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, input))
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
  )
  const exchange = await send()
  assert.deepEqual(codeAndStep(exchange), ['secret_archived', 'judge', true])
  assert.ok(exchange.outcome === 'refused' && exchange.message.includes('weather_fx'))
  assert.deepEqual(
    (await refusals()).map(({ subjectKind, subjectName }) => [subjectKind, subjectName]),
    [
      ['integration_request', 'Now'],
      ['secret', 'weather_fx'],
    ],
  )
})

test('what the page shows must be what is saved', async () => {
  const { send } = await savedRequest()
  await assert.rejects(send(2), (error) => error instanceof PosternError && error.code === 'stale_version')
})

test('whose reach aimed a request is known only of the very text that was read', async () => {
  const { tenant, saved } = await savedRequest()
  const permit = await tenant.permit('integration:test')
  assert.deepEqual(await readAim(permit, saved), { host: 'domain', references: new Map([['weather_fx', 'domain']]) })
  for (const over of [{ rowVersion: 2 }, { integrationVersion: 2 }, { id: saved.integrationId }])
    assert.equal(await readAim(permit, { ...saved, ...over }), null)
  const elsewhere = await tenant.permit('integration:test', 'owner', 'america')
  assert.equal(await readAim(elsewhere, saved), null)
})

test('after thirty tests in a minute the next one is refused', async () => {
  const { send } = await savedRequest()
  for (let index = 0; index < 30; index++) await send()
  await assert.rejects(send(), (error) => error instanceof PosternError && error.code === 'rate_limited')
})
