import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { consumers } from '#lib/consumers/consumers.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { placesOf } from './places-of.ts'

after(disconnect)

const dayMs = 86_400_000

/** A tenant whose Europe has so many requests that name crm. */
async function tenantWithRequests(count: number) {
  const tenant = await makeTenant()
  const { id: organizationId, europe } = tenant.organization
  const by = { createdById: organizationId, createdByName: 'x', updatedById: organizationId, updatedByName: 'x' }
  const home = { organizationId, domainId: europe.id }
  const { id: integrationId } = await db().integration.create({
    data: { ...home, ...by, name: 'CRM sync', baseUrl: 'https://crm.example.com' },
  })
  const requests = Array.from({ length: count }, (_, nth) => ({
    ...home,
    ...by,
    id: crypto.randomUUID(),
    integrationId,
    name: `Request ${String(nth).padStart(4, '0')}`,
    method: 'GET',
    path: '',
    headers: [],
    query: [],
  }))
  await db().integrationRequest.createMany({ data: requests })
  await db().referenceInUse.createMany({
    data: requests.map(({ id }) => ({
      ...home,
      consumerKind: 'integration_request',
      consumerId: id,
      field: 'body',
      nameLower: 'crm',
    })),
  })
  const used = async (consumerId: string, secretId: string, daysAgo: number) => {
    const at = new Date(Date.now() - daysAgo * dayMs)
    const actor = { actorKind: 'person', actorName: 'x', consumerKind: 'integration_request', consumerName: 'x' }
    const { id: usageId } = await db().usageRecord.create({
      data: { ...home, ...actor, at, consumerId, host: 'crm.example.com', method: 'GET' },
    })
    await db().usageRecordSecret.create({ data: { organizationId, usageId, secretId, version: 1, at } })
    return at.toISOString()
  }
  return { tenant, ids: requests.map(({ id }) => id), used }
}

test('a place knows when it used this secret last, and how often in 30 days; the last used stands first', async () => {
  const { tenant, ids, used } = await tenantWithRequests(3)
  const [never = '', often = '', once = ''] = ids
  const [secretId, other] = [crypto.randomUUID(), crypto.randomUUID()]
  await used(often, secretId, 29)
  const last = await used(often, secretId, 2)
  const before = await used(once, secretId, 31)
  await used(never, other, 1)
  const secret = { id: secretId, name: 'CRM', domainId: tenant.organization.europe.id }
  const places = await placesOf(await tenant.permit('secret:list', 'editor'), secret, consumers)
  assert.deepEqual(
    places.map(({ id, lastUsedAt, uses }) => [id, lastUsedAt, uses]),
    [
      [often, last, 2],
      [once, before, 0],
      [never, null, 0],
    ],
  )
  const elsewhere = { ...secret, domainId: tenant.organization.america.id }
  assert.deepEqual(await placesOf(await tenant.organizationPermit('secret:list'), elsewhere, consumers), [])
})

test('of thousands of references a thousand are listed', async () => {
  const { tenant } = await tenantWithRequests(1200)
  const secret = { id: crypto.randomUUID(), name: 'crm', domainId: null }
  assert.equal((await placesOf(await tenant.organizationPermit('secret:list'), secret, consumers)).length, 1000)
})
