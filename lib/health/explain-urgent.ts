import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import type { Finding, FoundSecret, UrgentSecret } from './schema.ts'

const mostUrgent = 10
const candidatesOfEach = 10
const usedWithinMs = 30 * 24 * 60 * 60 * 1000

/** What stops or endangers something today, in the order in which it does. Unused secrets have time. */
const order: Finding[] = ['expired', 'expiring', 'unrestricted', 'weak', 'duplicated']

/** What to do first, of the findings' lists, each with what depends on it. At most ten, each secret once. */
export async function explainUrgent(
  permit: Permit<'health:view'>,
  lists: Record<Finding, FoundSecret[]>,
): Promise<UrgentSecret[]> {
  const candidates = order.flatMap((finding) =>
    lists[finding].slice(0, candidatesOfEach).map((secret) => ({ finding, secret })),
  )
  const ids = [...new Set(candidates.map(({ secret }) => secret.id))]
  if (ids.length === 0) return []
  const [uses, places] = await Promise.all([usesOf(permit, ids), placesOf(permit, ids)])
  const explained = candidates.map(({ finding, secret }): UrgentSecret => {
    const use = uses.get(secret.id)
    const place = places.get(secret.id)
    return {
      ...secret,
      finding,
      uses: use?.uses ?? 0,
      hosts: use?.hosts ?? [],
      refused: use?.refused ?? 0,
      storedBy: use?.storedBy ?? '',
      requests: place?.requests ?? 0,
      inDomains: place?.domains ?? [],
      sameAs: finding === 'duplicated' ? lists.duplicated.filter((other) => isTwin(secret, other)) : [],
    }
  })
  const seen = new Set<string>()
  return explained
    .filter((secret) => endangers(secret) && !seen.has(secret.id) && seen.add(secret.id))
    .filter((secret, index, all) => secret.finding !== 'duplicated' || !isSaidBefore(secret, all.slice(0, index)))
    .slice(0, mostUrgent)
}

const isTwin = (one: FoundSecret, other: FoundSecret) => one.id !== other.id && one.group === other.group

/** Of secrets that share a value, the first says it for the others. */
const isSaidBefore = (secret: UrgentSecret, before: UrgentSecret[]) =>
  before.some((other) => other.finding === 'duplicated' && other.group === secret.group)

/** An expired secret that nothing asks for, and one that may go anywhere and goes nowhere, can wait. */
function endangers({ finding, uses, refused, requests }: UrgentSecret): boolean {
  if (finding === 'expired') return refused > 0 || requests > 0
  if (finding === 'unrestricted') return uses > 0
  return true
}

type Use = { id: string; uses: number; hosts: string[]; refused: number; storedBy: string }

async function usesOf({ organization, domainIds }: Permit<'health:view'>, ids: string[]): Promise<Map<string, Use>> {
  const since = new Date(clock.now().getTime() - usedWithinMs)
  const everywhere = domainIds === null
  const rows = await db().$queryRaw<Use[]>`
    SELECT s."id",
           (SELECT count(*)::int FROM "UsageRecordSecret" u
             WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id" AND u."at" >= ${since}) AS "uses",
           ARRAY(SELECT DISTINCT r."host" FROM "UsageRecordSecret" u
                   JOIN "UsageRecord" r ON r."organizationId" = u."organizationId" AND r."id" = u."usageId"
                  WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id" AND u."at" >= ${since}
                    AND (${everywhere} OR r."domainId" = ANY(${[...(domainIds ?? [])]}::uuid[]))
                  ORDER BY 1 LIMIT 3) AS "hosts",
           (SELECT coalesce(sum(coalesce((e."details"->>'count')::int, 1)), 0)::int FROM "ChangeLogEntry" e
             WHERE e."organizationId" = s."organizationId" AND e."subjectId" = s."id" AND e."action" = 'send.refused'
               AND e."at" >= greatest(${since}, s."expiresOn"::timestamptz)) AS "refused",
           (SELECT v."createdByName" FROM "SecretVersion" v
             WHERE v."organizationId" = s."organizationId" AND v."secretId" = s."id"
               AND v."version" = s."currentVersion") AS "storedBy"
      FROM "Secret" s WHERE s."organizationId" = ${organization.id}::uuid AND s."id" = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

type Places = { id: string; requests: number; domains: string[] }

async function placesOf(
  { organization, domainIds }: Permit<'health:view'>,
  ids: string[],
): Promise<Map<string, Places>> {
  const everywhere = domainIds === null
  const rows = await db().$queryRaw<Places[]>`
    SELECT s."id", count(DISTINCT r."consumerId")::int AS "requests", array_agg(DISTINCT d."name") AS "domains"
      FROM "Secret" s
      JOIN "ReferenceInUse" r ON r."organizationId" = s."organizationId" AND r."nameLower" = s."nameLower"
       AND (r."domainId" = s."domainId" OR (s."domainId" IS NULL AND NOT EXISTS (
             SELECT 1 FROM "Secret" o WHERE o."organizationId" = r."organizationId" AND o."scopeId" = r."domainId"
                AND o."nameLower" = r."nameLower")))
      JOIN "Domain" d ON d."organizationId" = r."organizationId" AND d."id" = r."domainId" AND d."archivedAt" IS NULL
     WHERE s."organizationId" = ${organization.id}::uuid AND s."id" = ANY(${ids}::uuid[])
       AND (${everywhere} OR r."domainId" = ANY(${[...(domainIds ?? [])]}::uuid[]))
     GROUP BY s."id"`
  return new Map(rows.map((row) => [row.id, row]))
}
