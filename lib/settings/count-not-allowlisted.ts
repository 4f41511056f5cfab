import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import type { NotAllowlisted } from './schema.ts'

/** So many hosts are named; the others are counted. */
const mostNamed = 5

type Target = { domainId: string; domain: string; baseUrl: string; requests: number; steps: number }

/**
 * How many requests and workflow steps go to hosts that no endpoint of their domain names. Paths are left to each send:
 * what stands in them is often known only then.
 */
export async function countNotAllowlisted(permit: Permit<'policy:view'>): Promise<NotAllowlisted> {
  const { id } = permit.organization
  const [targets, endpoints] = await Promise.all([
    db().$queryRaw<Target[]>`
      SELECT t."domainId", d."name" AS "domain", t."baseUrl", sum(t."requests")::int AS "requests",
             sum(t."steps")::int AS "steps"
        FROM (SELECT i."domainId", i."baseUrl", 1 AS "requests", 0 AS "steps"
                FROM "IntegrationRequest" q
                JOIN "Integration" i ON i."organizationId" = q."organizationId" AND i."id" = q."integrationId"
               WHERE q."organizationId" = ${id}::uuid
              UNION ALL
              SELECT w."domainId", w."url", 0, 1 FROM "WorkflowStep" w WHERE w."organizationId" = ${id}::uuid) t
        JOIN "Domain" d ON d."organizationId" = ${id}::uuid AND d."id" = t."domainId" AND d."archivedAt" IS NULL
       GROUP BY 1, 2, 3 ORDER BY 2, 3`,
    db().allowlistEndpoint.findMany({
      where: { organizationId: id },
      select: { domainId: true, hostPattern: true },
      distinct: ['domainId', 'hostPattern'],
    }),
  ])
  const patterns = Map.groupBy(endpoints, ({ domainId }) => domainId)
  const stopped = targets.filter(({ domainId, baseUrl }) => {
    const ofDomain = patterns.get(domainId)?.map(({ hostPattern }) => hostPattern) ?? []
    // Of an empty list of patterns, everything would be allowed.
    return !URL.canParse(baseUrl) || ofDomain.length === 0 || !hostAllowed(ofDomain, new URL(baseUrl))
  })
  const hosts = new Map(
    stopped.map(({ baseUrl, domain }) => [`${hostOf(baseUrl)} ${domain}`, { host: hostOf(baseUrl), domain }]),
  )
  return {
    requests: stopped.reduce((sum, { requests }) => sum + requests, 0),
    steps: stopped.reduce((sum, { steps }) => sum + steps, 0),
    hosts: [...hosts.values()].slice(0, mostNamed),
  }
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '')
