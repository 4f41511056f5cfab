import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { readHealth } from '#lib/health/read-health.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
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
/** Of this tenant alone: other tests have old records of their own. */
const clear = ({ organization: { id } }: Tenant, batch?: number) =>
  clearUsage(undefined, { organizationId: id, ...(batch && { batch }) })
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
  await clear(tenant)
  await clear(other)
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await recordsOf(tenant), kept.toSorted())
    assert.deepEqual(await daysOf(tenant, crm), wanted.crm)
    assert.deepEqual(await daysOf(tenant, mail), wanted.mail)
    assert.deepEqual(await daysOf(other, crm), [[dayOf(moment(120)), 1]])
    // Once more, and nothing is counted twice.
    await clear(tenant)
  }
})

test('what is cleared later is added to the same day', async () => {
  const tenant = await makeTenant()
  const crm = crypto.randomUUID()
  for (const sends of [1, 3]) {
    await sent(tenant, moment(95), crm)
    if (sends === 3) await sent(tenant, moment(95), crm)
    await clear(tenant)
    assert.deepEqual(await daysOf(tenant, crm), [[dayOf(moment(95)), sends]])
  }
})

test('in batches, and by several processes at once: each send is counted once', async () => {
  const tenant = await makeTenant()
  const secrets = Array.from({ length: 3 }, () => crypto.randomUUID())
  for (let nth = 0; nth < 60; nth++) await sent(tenant, moment(95 + (nth % 4)), ...secrets)
  await Promise.all(Array.from({ length: 4 }, () => clear(tenant, 7)))
  await clear(tenant, 7)
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
  assert.equal(await clearUsage(AbortSignal.abort(), { organizationId: tenant.organization.id }), 0)
  assert.equal((await recordsOf(tenant)).length, 5)
  await clear(tenant)
  assert.deepEqual(await daysOf(tenant, crm), [[dayOf(moment(95)), 5]])
})

test('one that cannot be counted is not deleted', async () => {
  const tenant = await makeTenant()
  const crm = crypto.randomUUID()
  const { id: organizationId } = tenant.organization
  await sent(tenant, moment(95), crm)
  await db().usageDay.create({ data: { organizationId, secretId: crm, day: moment(95, 0), sends: 2 ** 31 - 1 } })
  await clear(tenant)
  assert.equal((await recordsOf(tenant)).length, 1)
})

test('a secret whose records are all gone was used all the same, in its details and in Health', async () => {
  const tenant = await makeTenant()
  const create = async (level: 'domain' | 'organization', name: string) => {
    const place = level === 'domain' ? tenant.place : { organization: tenant.place.organization }
    const permit =
      level === 'domain' ? await tenant.permit('secret:create') : await tenant.organizationPermit('secret:create')
    return runChange(permit, (scope) =>
      createSecret(scope, tokenInput(place, { name, value: 'a value of some length' })),
    )
  }
  const [crm, shared, never] = [
    await create('domain', 'crm'),
    await create('organization', 'shared'),
    await create('domain', 'never'),
  ]
  await db().secret.updateMany({ where: { id: { in: [crm.id, never.id] } }, data: { createdAt: moment(200) } })
  for (const ago of [95, 95, 120]) await sent(tenant, moment(ago), crm.id, shared.id)
  await clear(tenant)
  const earlier = { sends: 3, lastDay: dayOf(moment(95)) }

  const details = await getSecret(await tenant.permit('secret:list', 'editor'), crm.id, consumers)
  assert.deepEqual([details.lastUsed, details.sentEarlier], [null, earlier])
  const unused = await getSecret(await tenant.permit('secret:list'), never.id, consumers)
  assert.equal(unused.sentEarlier, null)
  const ofShared = async (role: 'org_admin' | 'other_domain_admin') =>
    (await getSecret(await tenant.organizationPermit('secret:list', role), shared.id, consumers)).sentEarlier
  assert.deepEqual(await ofShared('org_admin'), earlier)
  // Where it was sent is not counted, and this person sees one domain alone.
  assert.equal(await ofShared('other_domain_admin'), null)

  const { lists } = await readHealth(await tenant.organizationPermit('health:view'))
  assert.deepEqual(
    lists.unused.map(({ name, lastUsedAt }) => [name, lastUsedAt]),
    [
      ['crm', moment(95, 0).toISOString()],
      ['shared', moment(95, 0).toISOString()],
    ],
  )
  assert.deepEqual(
    lists.neverUsed.map(({ name }) => name),
    ['never'],
  )
})
