import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

type FirstRequest = {
  id: string
  integrationId: string
  name: string
  method: string
  path: string
  rowVersion: number
}

/** A path may have 4,096 characters, and a page a hundred integrations: with all their requests it would be 40 MB. */
const mostOfOne = 20

/** The first requests, by name, of each of these integrations of the permit's domain. */
export async function firstRequests(
  permit: Permit<'integration:list'>,
  integrationIds: string[],
): Promise<Map<string, FirstRequest[]>> {
  const rows = await db().$queryRaw<FirstRequest[]>`
    SELECT r.* FROM unnest(${integrationIds}::uuid[]) AS i("id")
     CROSS JOIN LATERAL (
       SELECT q."id", q."integrationId", q."name", q."method", q."path", q."rowVersion" FROM "IntegrationRequest" q
        WHERE q."organizationId" = ${permit.organization.id}::uuid AND q."domainId" = ${permit.domainId}::uuid
          AND q."integrationId" = i."id"
        ORDER BY q."name", q."id" LIMIT ${mostOfOne}) r
     ORDER BY r."name", r."id"`
  const byIntegration = new Map<string, FirstRequest[]>()
  for (const row of rows) {
    const found = byIntegration.get(row.integrationId)
    if (found) found.push(row)
    else byIntegration.set(row.integrationId, [row])
  }
  return byIntegration
}
