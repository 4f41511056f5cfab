import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { aConsumer } from '#lib/testing/a-consumer.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { send } from './send.ts'

let upstream: Upstream

/** Names this process among the database's clients, whatever other tests run beside it. */
const applicationName = `usage-test-${process.pid}`

before(async () => {
  const address = process.env.DATABASE_URL ?? ''
  process.env.DATABASE_URL = `${address}${address.includes('?') ? '&' : '?'}application_name=${applicationName}`
  upstream = await startUpstream()
  trustAuthority(upstream.authority)
  process.env.POSTERN_ALLOW_PRIVATE = `localhost:${upstream.port}`
})
after(async () => {
  await Promise.all([upstream.stop(), disconnect()])
})

test('where the database breaks off while the records of many sends are written, each is refused and nothing leaves', async () => {
  const tenant = await makeTenant()
  const value = `canary-${randomBytes(12).toString('hex')}`
  await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value })),
  )
  const permit = await tenant.permit('integration:test')
  const consumer = aConsumer()
  const request = {
    method: 'GET',
    baseUrl: upstream.origin,
    path: '/',
    headers: [{ name: 'X-Api-Key', value: '{secrets.crm}' }],
    query: [],
    bodyType: 'none' as const,
    body: '',
    followRedirects: false,
    retries: 0,
  }

  const exchanges = await inTransaction(async (tx) => {
    // A record names its domain, whose row is held here: every write of one waits, until its connection is cut.
    await tx.$executeRaw`SELECT 1 FROM "Domain" WHERE "id" = ${tenant.organization.europe.id}::uuid FOR UPDATE`
    const sends = Promise.all(Array.from({ length: 12 }, () => send(permit, consumer, request)))
    let isOver = false
    void sends.finally(() => {
      isOver = true
    })
    while (!isOver) {
      // Outside of the transaction, which would see the clients as they were at its first look.
      await db().$executeRaw`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = ${applicationName} AND wait_event_type = 'Lock'`
      await wait(10)
    }
    return sends
  })

  for (const exchange of exchanges) {
    assert.deepEqual(
      [exchange.outcome, exchange.outcome === 'refused' && exchange.code, exchange.usageId],
      ['refused', 'usage_unavailable', null],
    )
    assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
  }
  assert.equal(await upstream.connections(), 0)
  assert.equal(await db().usageRecord.count({ where: { organizationId: tenant.organization.id } }), 0)
  assert.equal((await send(permit, consumer, request)).outcome, 'answered')
  assert.equal((await upstream.requests()).length, 1)
})
