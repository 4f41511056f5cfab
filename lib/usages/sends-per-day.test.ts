import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { NotPermitted } from '#lib/access/authorize.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { longestSendMs } from './schema.ts'
import { sendsPerDay } from './sends-per-day.ts'

after(disconnect)

const minuteMs = 60_000
const dayMs = 86_400_000

type Sent = { domain?: 'europe' | 'america'; at: Date; outcome?: 'started' | 'answered' | 'failed' }

async function write(tenant: Tenant, sends: Sent[]) {
  const { id: organizationId } = tenant.organization
  await db().usageRecord.createMany({
    data: sends.map(({ domain = 'europe', at, outcome = 'answered' }) => ({
      organizationId,
      domainId: tenant.organization[domain].id,
      at,
      actorKind: 'person',
      actorName: 'Lena Fischer',
      consumerKind: 'integration_request',
      consumerName: 'CRM sync · Create contact',
      host: 'crm.example.com',
      method: 'POST',
      outcome,
    })),
  })
}

const inZone = (tenant: Tenant, timeZone: string) =>
  db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone } })

/** Days with anything, as "2026-11-20: 1 0 0" (answered, failed, unknown). */
async function seen(tenant: Tenant, role: TestRole = 'owner') {
  const days = await sendsPerDay(await tenant.organizationPermit('sends:list', role))
  return days
    .filter(({ answered, failed, unknown }) => answered + failed + unknown > 0)
    .map(({ day, answered, failed, unknown }) => `${day}: ${answered} ${failed} ${unknown}`)
}

test('sends are counted by what came of them; one under way is in no count yet', async () => {
  const tenant = await makeTenant()
  const now = Date.now()
  const lost = new Date(now - longestSendMs - minuteMs)
  const yesterday = new Date(now - dayMs)
  await write(tenant, [
    { at: yesterday },
    { at: yesterday },
    { at: yesterday, outcome: 'failed' },
    { at: yesterday, outcome: 'started' },
    { at: lost, outcome: 'started' },
    { at: new Date(now), outcome: 'started' },
  ])
  const ofYesterday = `${dayIn('UTC', yesterday)}: 2 1`
  const isSameDay = dayIn('UTC', lost) === dayIn('UTC', yesterday)
  assert.deepEqual(
    await seen(tenant),
    isSameDay ? [`${ofYesterday} 2`] : [`${ofYesterday} 1`, `${dayIn('UTC', lost)}: 0 0 1`],
  )
})

test('a day is one of the organization, and the fourteenth back is the first', async () => {
  const tenant = await makeTenant()
  const timeZone = 'Pacific/Kiritimati'
  await inZone(tenant, timeZone)
  // Kiritimati is 14 hours ahead of UTC, all year.
  const first = Date.parse(`${dayIn(timeZone, new Date(Date.now() - 13 * dayMs))}T00:00:00+14:00`)
  await write(tenant, [{ at: new Date(first) }, { at: new Date(first - 1) }, { at: new Date(first + dayMs) }])
  const day = (at: number) => dayIn(timeZone, new Date(at))
  assert.deepEqual(await seen(tenant), [`${day(first)}: 1 0 0`, `${day(first + dayMs)}: 1 0 0`])
  const days = await sendsPerDay(await tenant.organizationPermit('sends:list'))
  assert.deepEqual([days.length, days[0]?.day, days.at(-1)?.day], [14, day(first), dayIn(timeZone)])
})

test('who administers a domain sees its sends alone, Editors none, and nobody those of another organization', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const at = new Date(Date.now() - dayMs)
  await write(tenant, [{ at }, { at, domain: 'america', outcome: 'failed' }])
  await write(other, [{ at }, { at, outcome: 'failed' }])
  const day = dayIn('UTC', at)
  assert.deepEqual(await seen(tenant, 'owner'), [`${day}: 1 1 0`])
  assert.deepEqual(await seen(tenant, 'org_admin'), [`${day}: 1 1 0`])
  assert.deepEqual(await seen(tenant, 'domain_admin'), [`${day}: 1 0 0`])
  assert.deepEqual(await seen(tenant, 'other_domain_admin'), [`${day}: 0 1 0`])
  await assert.rejects(seen(tenant, 'editor'), NotPermitted)
})
