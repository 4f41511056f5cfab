import assert from 'node:assert/strict'
import { test } from 'node:test'
import { db } from '#lib/db/client.ts'
import {
  answered,
  applicationName,
  canary,
  consumer,
  type Refused,
  request,
  sendIt,
  tenant,
  token,
  upstream,
  usageOf,
  withHeader,
} from '#lib/testing/sends.ts'
import { send } from './send.ts'

test('a request without secrets is sent and leaves no usage record', async () => {
  const exchange = await answered(request({ method: 'GET' }))
  assert.equal(exchange.usageId, null)
  assert.equal(exchange.redactions, 0)
})

test('without a usage record nothing leaves', async () => {
  const { name } = await token(canary('token'))
  const consumerThatCannotBeWritten = { ...consumer, name: 'a\0b' }
  const exchange = await send(
    await tenant.permit('integration:test'),
    consumerThatCannotBeWritten,
    withHeader(`{secrets.${name}}`),
  )
  assert.equal((exchange as Refused).code, 'usage_unavailable')
  assert.equal(await upstream.connections(), 0)
})

/** How many connections of this process wait inside a transaction. */
async function idleInTransaction(): Promise<number> {
  const rows = await db().$queryRaw<{ state: string }[]>`
    SELECT state FROM pg_stat_activity WHERE datname = current_database() AND application_name = ${applicationName}`
  assert.ok(rows.length > 0, 'No connection of this process was found.')
  return rows.filter(({ state }) => state.startsWith('idle in transaction')).length
}

test('a transaction that waits would be found', async () => {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1`
    assert.equal(await idleInTransaction(), 1)
  })
})

test('while an upstream stalls, the record is durable and no transaction is open', async () => {
  const { id, name } = await token(canary('token'))
  await upstream.answer({ stall: 'headers' })
  const sending = sendIt(withHeader(`{secrets.${name}}`))
  while ((await upstream.requests()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))

  assert.equal(await idleInTransaction(), 0)
  const [used] = await db().usageRecordSecret.findMany({ where: { secretId: id }, include: { usage: true } })
  assert.equal(used?.usage.outcome, 'started')

  await upstream.stop()
  const exchange = (await sending) as Refused
  assert.deepEqual([exchange.code, exchange.nothingLeft], ['upstream_unreachable', false])
  assert.equal((await usageOf(exchange.usageId))?.outcome, 'failed')
})
