import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Permit } from '#lib/access/permit.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { countSecrets } from '#lib/secrets/count-secrets.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { type SecretQuery, secretQuery } from '#lib/secrets/schema.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import type { Figure } from '../figure.ts'

const [many, few] = [100_000, 100]
const callsARun = 20

type Place = { permit: Permit<'secret:list'>; id: string; deepCursor: string | null }

let large: Place
let small: Place

/**
 * Rows as a list and the details read them: each group of names has one in five, one in five is revoked, one in five
 * archived, one in ten expires within the week. Their macs are empty: nothing is verified or opened here.
 */
async function fill(tenant: Tenant, count: number): Promise<Place> {
  const { id: organizationId, europe } = tenant.organization
  const by = randomUUID()
  await db().$executeRaw`
    INSERT INTO "Secret" ("organizationId", "id", "domainId", "scopeId", "name", "nameLower", "type", "description",
      "searchText", "currentVersion", "mac", "expiresOn", "revokedAt", "archivedAt", "createdById", "createdByName",
      "updatedById", "updatedByName", "createdAt", "updatedAt")
    SELECT ${organizationId}::uuid, gen_random_uuid(), ${europe.id}::uuid, ${europe.id}::uuid, n, n, 'token', d,
      n || E'\\n' || lower(d) || E'\\ntoken\\napi.' || g || '.example.com', 1, '\\x00',
      CASE i / 5 % 10 WHEN 7 THEN current_date + 5 WHEN 8 THEN current_date + 300 END,
      CASE WHEN i / 5 % 5 = 1 THEN now() END, CASE WHEN i / 5 % 5 = 4 THEN now() END,
      ${by}::uuid, 'Lena Fischer', ${by}::uuid, 'Lena Fischer',
      now() - i * interval '1 second', now() - i * interval '1 second'
    FROM (SELECT i, g, g || '_' || md5(i::text) AS n, 'Key of the ' || g || ' team' AS d
          FROM generate_series(1, ${count}::int) AS i, LATERAL (
            SELECT (ARRAY['crm', 'billing', 'weather', 'mail', 'sms'])[1 + i % 5] AS g) AS groups) AS rows`
  await db().$executeRaw`
    INSERT INTO "SecretVersion" ("organizationId", "secretId", "version", "allowedHosts", "sealedValue", "createdById",
      "createdByName")
    SELECT s."organizationId", s."id", 1, ARRAY['api.example.com'], decode(md5(s."name"), 'hex'), ${by}::uuid, 'Lena Fischer'
      FROM "Secret" s WHERE s."organizationId" = ${organizationId}::uuid`
  const permit = await tenant.permit('secret:list')
  const first = await listSecrets(permit, secretQuery.parse({}))
  const id = first.items[25]?.id ?? ''
  await fillUses(tenant, id)
  return { permit, id, deepCursor: await cursorAt(permit, count) }
}

/** A secret that is in use: 600 sends in 30 days from one request, as in each organization. */
async function fillUses({ organization }: Tenant, secretId: string): Promise<void> {
  await db().$executeRaw`
    WITH uses AS (
      INSERT INTO "UsageRecord" ("organizationId", "id", "domainId", "at", "actorKind", "actorName", "consumerKind",
        "consumerId", "consumerName", "host", "method", "outcome", "status", "durationMs")
      SELECT ${organization.id}::uuid, gen_random_uuid(), ${organization.europe.id}::uuid, now() - i * interval '70 minutes',
        'person', 'Lena Fischer', 'integration_request', ${randomUUID()}::uuid, 'CRM sync', 'api.example.com', 'GET',
        'answered', 200, 120 FROM generate_series(1, 600) AS i
      RETURNING "id", "at")
    INSERT INTO "UsageRecordSecret" ("organizationId", "usageId", "secretId", "version", "at")
    SELECT ${organization.id}::uuid, uses."id", ${secretId}::uuid, 1, uses."at" FROM uses`
}

/** The cursor behind which the last page but one begins, as somebody who paged so far would have it. */
async function cursorAt(permit: Permit<'secret:list'>, count: number): Promise<string | null> {
  const [row] = await db().$queryRaw<{ id: string; updatedAt: Date }[]>`
    SELECT "id", "updatedAt" FROM "Secret" WHERE "scopeId" = ${permit.scopeId}::uuid AND "archivedAt" IS NULL
     ORDER BY "updatedAt" DESC, "id" DESC OFFSET ${Math.floor(count * 0.45)} LIMIT 1`
  return row ? `updated:desc:${row.updatedAt.getTime()}:${row.id}` : null
}

async function setup(): Promise<void> {
  if (large) return
  large = await fill(await makeTenant(), many)
  small = await fill(await makeTenant(), few)
  // As autovacuum leaves tables that nobody has just filled. A table's name cannot be a parameter; these are literals.
  for (const table of ['Secret', 'SecretVersion', 'UsageRecord', 'UsageRecordSecret'])
    await db().$executeRawUnsafe(`VACUUM ANALYZE "${table}"`)
}

/** Milliseconds of server time for one call, the mean of a run. */
async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < callsARun; index++) await call()
  return (performance.now() - start) / callsARun
}

const figure = (name: string, call: (place: Place) => Promise<unknown>): Figure => ({
  name,
  unit: 'ms',
  better: 'smaller',
  yardstick: `the same with ${few} secrets instead of ${many.toLocaleString('en')}`,
  setup,
  measure: () => timed(() => call(large)),
  measureYardstick: () => timed(() => call(small)),
})

const list = (name: string, query: Partial<SecretQuery>) =>
  figure(name, ({ permit }) => listSecrets(permit, { ...secretQuery.parse({}), ...query }))

// In every organization 'crm' stands in one row of five, and 'cfcd' in very few.
const figures: Figure[] = [
  list('list.first-page', {}),
  figure('list.deep-page', ({ permit, deepCursor }) => listSecrets(permit, secretQuery.parse({}), deepCursor)),
  list('list.search', { q: 'crm' }),
  list('list.search.words', { q: 'weather team' }),
  list('list.search.rare', { q: 'c4ca4238a0b9' }),
  list('list.search.prefix', { q: 'we' }),
  list('list.filter', { status: 'expiring' }),
  list('list.filter.revoked', { status: 'revoked' }),
  list('list.filter.archived', { status: 'archived' }),
  list('list.filter.search', { status: 'revoked', q: 'mail' }),
  list('list.filter.type', { type: 'token', purpose: 'webhook' }),
  list('list.sort.name', { sort: 'name' }),
  figure('list.details', ({ permit, id }) => getSecret(permit, id, consumers)),
  figure('list.counts', ({ permit }) => countSecrets(permit, secretQuery.parse({}))),
  figure('list.counts.search', ({ permit }) => countSecrets(permit, secretQuery.parse({ q: 'crm' }))),
]

export default figures
