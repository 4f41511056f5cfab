import type { Permit } from '#lib/access/permit.ts'
import { clock, dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { explainUrgent } from './explain-urgent.ts'
import { findSecrets } from './find-secrets.ts'
import { reachedSecrets, secretsInUse } from './reached-scopes.ts'
import { type Finding, type FoundSecret, findings, type HealthReport, timelineDays } from './schema.ts'
import { findWaitingHosts } from './waiting-hosts.ts'

const mostDated = 300

/**
 * What is wrong with the secrets that the permit reaches, or with those of one domain of it, and what to do first. Only
 * of secrets in use: neither archived nor revoked, in no archived domain.
 */
export async function readHealth(permit: Permit<'health:view'>, domainId?: string): Promise<HealthReport> {
  const counts = {} as Record<Finding, number>
  const lists = {} as Record<Finding, FoundSecret[]>
  const expiries = readExpiries(permit, domainId)
  const waiting = findWaitingHosts(permit, domainId)
  await Promise.all(
    findings.map(async (finding) => {
      const { count, items } = await findSecrets(permit, finding, domainId)
      counts[finding] = count
      lists[finding] = items
    }),
  )
  return {
    checkedAt: clock.now().toISOString(),
    counts,
    first: await explainUrgent(permit, lists),
    lists,
    waiting: await waiting,
    expiries: await expiries,
  }
}

type DatedRow = { id: string; name: string; domainSlug: string | null; domainName: string | null; daysLeft: number }

async function readExpiries(
  permit: Permit<'health:view'>,
  domainId: string | undefined,
): Promise<HealthReport['expiries']> {
  const today = dayIn(permit.organization.timeZone)
  const rows = await db().$queryRaw<DatedRow[]>`
    SELECT s."id", s."name", d."slug" AS "domainSlug", d."name" AS "domainName",
           s."expiresOn" - ${today}::date AS "daysLeft"
      FROM ${secretsInUse}
     WHERE ${reachedSecrets(permit, domainId)} AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
       AND s."expiresOn" BETWEEN ${today}::date AND ${today}::date + ${timelineDays}::int
     ORDER BY s."expiresOn", s."nameLower", s."id" LIMIT ${mostDated}`
  return rows.map(({ id, name, domainSlug, domainName, daysLeft }) => ({
    id,
    name,
    domain: domainSlug === null ? null : { slug: domainSlug, name: domainName ?? '' },
    daysLeft,
  }))
}
