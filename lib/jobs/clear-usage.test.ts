import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { clearUsage } from './clear-usage.ts'

after(disconnect)

const dayMs = 86_400_000
const midnight = Math.floor(Date.now() / dayMs) * dayMs
/** A moment of a day so many days ago, in UTC. */
const moment = (daysAgo: number, hours = 12) => new Date(midnight - daysAgo * dayMs + hours * 3_600_000)
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

async function sent(tenant: Tenant, at: Date, ...secretIds: string[]): Promise<string> {
  const { id: organizationId, europe } = tenant.organization
  const actor = { actorKind: 'person', actorName: 'x', consumerKind: 'integration_request', consumerName: 'x' }
  const { id } = await db().usageRecord.create({
    data: {
      organizationId,
      domainId: europe.id,
      ...actor,
      at,
      host: 'crm.example.com',
      method: 'GET',
      secrets: { create: secretIds.map((secretId) => ({ secretId, version: 1, at })) },
    },
  })
  return id
}
const recordsOf = async ({ organization: { id: organizationId } }: Tenant) =>
  (await db().usageRecord.findMany({ where: { organizationId }, select: { id: true } })).map(({ id }) => id).sort()
const daysOf = async ({ organization: { id: organizationId } }: Tenant, secretId: string) =>
  (await db().usageDay.findMany({ where: { organizationId, secretId }, orderBy: { day: 'asc' } })).map(
    ({ day, sends }) => [dayOf(day), sends],
  )

test('records of more than 90 days ago go, and how often each secret was sent on each day stays', async () => {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const [crm, mail] = [crypto.randomUUID(), crypto.randomUUID()]
  const kept = [await sent(tenant, moment(1), crm), await sent(tenant, moment(89), crm, mail)]
  // The last and the first moment of two days.
  const [late, early] = [moment(100, 23.99), moment(99, 0)]
  for (const at of [late, late, early]) await sent(tenant, at, crm)
  await sent(tenant, moment(120), crm, mail)
  await sent(tenant, moment(120))
  await sent(other, moment(120), crm)
  const wanted = {
    crm: [
      [dayOf(moment(120)), 1],
      [dayOf(late), 2],
      [dayOf(early), 1],
    ],
    mail: [[dayOf(moment(120)), 1]],
  }
  await clearUsage()
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await recordsOf(tenant), kept.toSorted())
    assert.deepEqual(await daysOf(tenant, crm), wanted.crm)
    assert.deepEqual(await daysOf(tenant, mail), wanted.mail)
    assert.deepEqual(await daysOf(other, crm), [[dayOf(moment(120)), 1]])
    // Once more, and nothing is counted twice.
    await clearUsage()
  }
})

test('what is cleared later is added to the same day', async () => {
  const tenant = await makeTenant()
  const crm = crypto.randomUUID()
  for (const sends of [1, 3]) {
    await sent(tenant, moment(95), crm)
    if (sends === 3) await sent(tenant, moment(95), crm)
    await clearUsage()
    assert.deepEqual(await daysOf(tenant, crm), [[dayOf(moment(95)), sends]])
  }
})

test('in batches, and by several processes at once: each send is counted once', async () => {
  const tenant = await makeTenant()
  const secrets = Array.from({ length: 3 }, () => crypto.randomUUID())
  for (let nth = 0; nth < 60; nth++) await sent(tenant, moment(95 + (nth % 4)), ...secrets)
  await Promise.all(Array.from({ length: 4 }, () => clearUsage(undefined, 7)))
  await clearUsage(undefined, 7)
  assert.deepEqual(await recordsOf(tenant), [])
  for (const secret of secrets)
    assert.deepEqual(
      (await daysOf(tenant, secret)).map(([, sends]) => sends),
      [15, 15, 15, 15],
    )
})

test('a stop ends it between two batches, and the rest is there for the next time', async () => {
  const tenant = await makeTenant()
  const crm = crypto.randomUUID()
  for (let nth = 0; nth < 5; nth++) await sent(tenant, moment(95), crm)
  assert.equal(await clearUsage(AbortSignal.abort()), 0)
  assert.equal((await recordsOf(tenant)).length, 5)
  await clearUsage()
  assert.deepEqual(await daysOf(tenant, crm), [[dayOf(moment(95)), 5]])
})

test('one that cannot be counted is not deleted', async () => {
  const tenant = await makeTenant()
  const crm = crypto.randomUUID()
  const { id: organizationId } = tenant.organization
  await sent(tenant, moment(95), crm)
  await db().usageDay.create({ data: { organizationId, secretId: crm, day: moment(95, 0), sends: 2 ** 31 - 1 } })
  await clearUsage()
  assert.equal((await recordsOf(tenant)).length, 1)
})
