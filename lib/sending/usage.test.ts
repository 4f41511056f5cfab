import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { aConsumer } from '#lib/testing/a-consumer.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import { completeUsage, startUsage, type UsageResult } from './usage.ts'

let tenant: Tenant
before(async () => {
  tenant = await makeTenant()
})
after(disconnect)

const consumer = (name = 'CRM sync · Create contact') => aConsumer({ name })
const secret = (version = 1) => ({ id: randomUUID(), currentVersion: version }) as unknown as FoundSecret
const sent = (secrets = [secret()], host = 'crm.example.com') => ({ method: 'POST', host, secrets })
const permit = (on = tenant) => on.permit('integration:test')
const recordOf = (id: string) => db().usageRecord.findFirst({ where: { id }, include: { secrets: true } })
const isRefused = (error: unknown) => error instanceof Refusal && error.code === 'usage_unavailable'

/** How many commits wrote the secrets of these records: completing a record leaves those rows alone. */
async function commitsOf(ids: string[]): Promise<number> {
  const [row] = await db().$queryRaw<{ commits: number }[]>`
    SELECT count(DISTINCT xmin::text)::int AS commits FROM "UsageRecordSecret" WHERE "usageId" = ANY(${ids}::uuid[])`
  return row?.commits ?? 0
}

describe('records of sends', () => {
  test('one says who sent what where, before and after', async () => {
    const by = await permit()
    const [first, second] = [secret(3), secret(7)]
    const begun = Date.now()
    const id = await startUsage(by, consumer(), sent([first, second]))
    const record = await recordOf(id)
    assert.equal(record?.organizationId, tenant.organization.id)
    assert.equal(record?.domainId, tenant.organization.europe.id)
    assert.deepEqual(
      [record?.actorKind, record?.actorId, record?.actorName],
      ['person', tenant.people.domain_admin.personId, 'Lena Fischer'],
    )
    assert.deepEqual([record?.consumerKind, record?.consumerName], ['integration_request', 'CRM sync · Create contact'])
    assert.deepEqual([record?.method, record?.host, record?.outcome], ['POST', 'crm.example.com', 'started'])
    assert.deepEqual(
      new Map(record?.secrets.map(({ secretId, version }) => [secretId, version])),
      new Map([
        [first.id, 3],
        [second.id, 7],
      ]),
    )
    const at = record?.at.getTime() ?? 0
    assert.ok(at >= begun && at <= Date.now(), 'the time of the record is when the send began, in any time zone')
    assert.ok(record?.secrets.every((used) => used.at.getTime() === at))

    await completeUsage(by, id, { code: null, status: 200, durationMs: 12.4, nothingLeft: false })
    const done = await recordOf(id)
    assert.deepEqual([done?.outcome, done?.status, done?.code, done?.durationMs], ['answered', 200, null, 12])
    assert.equal(done?.secrets.length, 2)
  })

  test('one without a secret is a record too', async () => {
    const id = await startUsage(await permit(), consumer(), sent([]))
    assert.deepEqual((await recordOf(id))?.secrets, [])
  })

  test('300 sends at once share 4 commits, and every one is durable when it goes on', async () => {
    const by = await permit()
    const ids = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const id = await startUsage(by, consumer(), sent())
        assert.equal((await recordOf(id))?.secrets.length, 1)
        return id
      }),
    )
    assert.equal(new Set(ids).size, 300)
    // The first alone, and then 128, 128 and 43.
    assert.equal(await commitsOf(ids), 4)
  })

  test('sends of several organizations share a commit, and each record is its own organization’s', async () => {
    const other = await makeTenant()
    const [here, there] = await Promise.all([permit(), permit(other)])
    const ids = await Promise.all([here, there, here, there].map((by) => startUsage(by, consumer(), sent())))
    const records = await Promise.all(ids.map(recordOf))
    const [mine, theirs] = [tenant.organization.id, other.organization.id]
    assert.deepEqual(
      records.map((record) => record?.organizationId),
      [mine, theirs, mine, theirs],
    )
    assert.ok(records.every((record) => record?.secrets[0]?.organizationId === record?.organizationId))
    assert.equal(await commitsOf(ids), 2)
  })

  test('one that cannot be written is refused alone', async () => {
    const by = await permit()
    const ids = await Promise.allSettled(
      Array.from({ length: 50 }, (_, nth) => startUsage(by, consumer(nth === 20 ? 'a\0b' : `Request ${nth}`), sent())),
    )
    const refused = ids.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    assert.equal(refused.length, 1)
    assert.ok(isRefused(refused[0]))
    for (const [nth, result] of ids.entries())
      if (result.status === 'fulfilled') assert.equal((await recordOf(result.value))?.consumerName, `Request ${nth}`)
  })

  test('completed together, each gets its own end, and what nothing left of was not used', async () => {
    const by = await permit()
    const ends: UsageResult[] = Array.from({ length: 40 }, (_, nth) =>
      nth % 3 === 0
        ? { code: null, status: 200 + nth, durationMs: nth, nothingLeft: false }
        : { code: 'upstream_timeout', status: null, durationMs: nth, nothingLeft: nth % 3 === 1 },
    )
    const ids = await Promise.all(ends.map(() => startUsage(by, consumer(), sent())))
    await Promise.all(ends.map((end, nth) => completeUsage(by, ids[nth] ?? '', end)))
    const records = await Promise.all(ids.map(recordOf))
    assert.deepEqual(
      records.map((record) => [record?.outcome, record?.status, record?.code, record?.durationMs]),
      ends.map(({ code, status, durationMs }) => [code === null ? 'answered' : 'failed', status, code, durationMs]),
    )
    assert.deepEqual(
      records.map((record) => record?.secrets.length),
      ends.map(({ code, nothingLeft }) => (code !== null && nothingLeft ? 0 : 1)),
    )
  })

  test('one that cannot be completed stays as it was, and keeps none of the others from it', async () => {
    const by = await permit()
    const ids = await Promise.all([1, 2, 3].map(() => startUsage(by, consumer(), sent())))
    const tooLong = 2 ** 40
    await Promise.all(
      ids.map((id, nth) =>
        completeUsage(by, id, { code: null, status: 200, durationMs: nth === 1 ? tooLong : 5, nothingLeft: false }),
      ),
    )
    assert.deepEqual(
      (await Promise.all(ids.map(recordOf))).map((record) => record?.outcome),
      ['answered', 'started', 'answered'],
    )
  })

  test('without a database every send is refused, and with one again none is', async () => {
    const by = await permit()
    const address = process.env.DATABASE_URL
    await disconnect()
    process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/none'
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => startUsage(by, consumer(), sent())))
    assert.ok(results.every((result) => result.status === 'rejected' && isRefused(result.reason)))
    await disconnect()
    process.env.DATABASE_URL = address
    assert.ok(await recordOf(await startUsage(by, consumer(), sent())))
  })
})
