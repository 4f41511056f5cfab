import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DomainContents } from './schema.ts'

type Place = { organizationId: string; domainId: string }

/** What stops when a domain is archived: what a person is told before, and what decides whether they type its name. */
export async function countContents(
  tx: Pick<Tx, '$queryRaw'>,
  { organizationId, domainId }: Place,
): Promise<DomainContents> {
  const [row] = await tx.$queryRaw<DomainContents[]>`
    WITH place AS (SELECT ${organizationId}::uuid AS o, ${domainId}::uuid AS d)
    SELECT (SELECT count(*)::int FROM "Secret" s
             WHERE s."organizationId" = o AND s."domainId" = d AND s."archivedAt" IS NULL
               AND EXISTS (SELECT 1 FROM "ReferenceInUse" r WHERE r."organizationId" = o AND r."domainId" = d
                                                              AND r."nameLower" = s."nameLower")) AS "secretsInUse",
           (SELECT count(*)::int FROM "IntegrationRequest" q
              JOIN "Integration" i ON i."organizationId" = q."organizationId" AND i."id" = q."integrationId"
             WHERE i."organizationId" = o AND i."domainId" = d) AS "requests",
           (SELECT count(*)::int FROM "Workflow" w
             WHERE w."organizationId" = o AND w."domainId" = d AND w."disabledAt" IS NULL) AS "workflows",
           (SELECT count(*)::int FROM "Workflow" w
             WHERE w."organizationId" = o AND w."domainId" = d AND w."disabledAt" IS NULL
               AND w."hookId" IS NOT NULL) AS "hooks",
           (SELECT count(*)::int FROM "WorkflowRun" n
             WHERE n."organizationId" = o AND n."domainId" = d AND n."state" = 'running') AS "runs",
           (SELECT count(*)::int FROM "Template" t
             WHERE t."organizationId" = o AND t."domainId" = d AND t."requestId" IS NOT NULL) AS "templates",
           (SELECT count(*)::int FROM "ApiToken" a
             WHERE a."organizationId" = o AND a."domainId" = d AND a."revokedAt" IS NULL
               AND (a."expiresAt" IS NULL OR a."expiresAt" > ${clock.now()}::timestamptz)) AS "tokens",
           (SELECT count(*)::int FROM "DomainMembership" m
              JOIN "Membership" p ON p."organizationId" = m."organizationId" AND p."personId" = m."personId"
             WHERE m."organizationId" = o AND m."domainId" = d AND p."role" = 'member' AND NOT EXISTS (
               SELECT 1 FROM "DomainMembership" x
                 JOIN "Domain" y ON y."organizationId" = x."organizationId" AND y."id" = x."domainId"
                WHERE x."organizationId" = o AND x."personId" = m."personId" AND x."domainId" <> d
                  AND y."archivedAt" IS NULL)) AS "membersOfThisAlone",
           (SELECT g."ssoJoinDomainId" IS NOT DISTINCT FROM d FROM "Organization" g
             WHERE g."id" = o) AS "takesJoining"
      FROM place`
  if (!row) throw new Error('A query without conditions answered no row.')
  return row
}
