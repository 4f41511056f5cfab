import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import type { Figure } from '../figure.ts'

const [many, few] = [100_000, 100]
const callsARun = 20

let large: Permit<'secret:list'>
let small: Permit<'secret:list'>

/** Rows as a list reads them. Their macs are empty: a list does not verify, and nothing is ever opened here. */
async function fill(tenant: Tenant, count: number): Promise<Permit<'secret:list'>> {
  const { id: organizationId, europe } = tenant.organization
  await db().$executeRaw`
    INSERT INTO "Secret" ("organizationId", "id", "domainId", "scopeId", "name", "nameLower", "type", "currentVersion",
      "mac", "createdById", "createdByName", "updatedById", "updatedByName", "updatedAt")
    SELECT ${organizationId}::uuid, gen_random_uuid(), ${europe.id}::uuid, ${europe.id}::uuid, n, n, 'token', 1,
      '\\x00', ${randomUUID()}::uuid, 'Lena Fischer', ${randomUUID()}::uuid, 'Lena Fischer', now() - i * interval '1 second'
    FROM (SELECT i, (ARRAY['crm', 'billing', 'weather', 'mail', 'sms'])[1 + i % 5] || '_' || md5(i::text) AS n
          FROM generate_series(1, ${count}) AS i) AS rows`
  await db().$executeRaw`ANALYZE "Secret"`
  return tenant.permit('secret:list')
}

async function setup(): Promise<void> {
  if (large) return
  large = await fill(await makeTenant(), many)
  small = await fill(await makeTenant(), few)
}

/** Milliseconds of server time for one call, the mean of a run. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < callsARun; index++) await call()
  return (performance.now() - start) / callsARun
}

const figure = (name: string, query: () => { q?: string }): Figure => ({
  name,
  unit: 'ms',
  better: 'smaller',
  yardstick: `the same list with ${few} secrets instead of ${many.toLocaleString('en')}`,
  setup,
  measure: () => timed(() => listSecrets(large, query())),
  measureYardstick: () => timed(() => listSecrets(small, query())),
})

// 'a3f' stands in every organization; how many rows have it grows with their number, a page of them does not.
const figures: Figure[] = [figure('list.first-page', () => ({})), figure('list.search', () => ({ q: 'a3f' }))]

export default figures
