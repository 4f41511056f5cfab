import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { canary, request, tenant, token, upstream } from '#lib/testing/sends.ts'
import { createIntegration } from './save-integration.ts'
import { createIntegrationRequest } from './save-request.ts'
import { testIntegrationRequest } from './test-request.ts'

/** A saved request that carries a secret to the upstream, and how a person tests it. */
async function savedRequest() {
  const { name } = await token(canary('slot'))
  const permit = await tenant.permit('integration:edit')
  const { baseUrl, ...fields } = request({ headers: [{ name: 'X-Api-Key', value: `{secrets.${name}}` }] })
  const { id: integrationId } = await runChange(permit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'Slow', baseUrl }),
  )
  const { id } = await runChange(permit, (scope) =>
    createIntegrationRequest(scope, { ...fields, ...tenant.place, integrationId, name: 'Now', bodyType: 'none' }),
  )
  return async (role: 'editor' | 'owner') =>
    testIntegrationRequest(await tenant.permit('integration:test', role), {
      ...tenant.place,
      integrationId,
      id,
      rowVersion: 1,
    })
}

/** What sends have left behind: at the server, in the records and in the log of refusals. */
async function traces() {
  await flushRefusals()
  const where = { organizationId: tenant.organization.id }
  const records = await db().usageRecord.count({ where })
  const refusals = await db().changeLogEntry.count({ where: { ...where, outcome: 'refused' } })
  return { arrived: (await upstream.requests()).length, records, refusals }
}

const arrived = async (count: number) => {
  while ((await upstream.requests()).length < count);
}

test('a ninth test beside eight stalled ones leaves nothing, another person goes on, and ends free places', async () => {
  const testIt = await savedRequest()
  await upstream.answer({ stall: 'headers' })
  const stalled = Array.from({ length: 8 }, () => testIt('editor'))
  await arrived(8)

  const before = await traces()
  assert.deepEqual(before, { arrived: 8, records: 8, refusals: 0 })
  await assert.rejects(testIt('editor'), { code: 'rate_limited', message: /^Nothing was sent: 8 tests of yours/ })
  assert.deepEqual(await traces(), before)

  await upstream.answer({ body: 'fine', headers: [{ name: 'Content-Type', value: 'text/plain' }] })
  assert.equal((await testIt('owner')).outcome, 'answered')

  await upstream.hangUp()
  for (const each of stalled) assert.equal((await each).outcome, 'refused')
  assert.equal((await testIt('editor')).outcome, 'answered')
})
