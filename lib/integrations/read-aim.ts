import type { Permit } from '#lib/access/permit.ts'
import { lesserReach, type Reach } from '#lib/access/reach.ts'
import { db } from '#lib/db/client.ts'
import type { Aim } from '#lib/sending/aim.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'

export type SavedText = { id: string; integrationId: string; rowVersion: number; integrationVersion: number }

/**
 * By whose reach a saved request and its connection are aimed; null if what was read as `saved` is not saved any more, or
 * is disabled. A secret that several fields name counts by the least reach of them. Threat: between two reads an Editor
 * puts a host of their own where an admin's stood, or an admin takes it away, and the text of the one is sent with the
 * reach of the other.
 */
export async function readAim(permit: Permit<SendPermission>, saved: SavedText): Promise<Aim | null> {
  const rows = await db().$queryRaw<{ hostSetBy: Reach; nameLower: string | null; setBy: Reach | null }[]>`
    SELECT i."hostSetBy"::text AS "hostSetBy", r."nameLower", r."setBy"::text AS "setBy"
      FROM "IntegrationRequest" q
      JOIN "Integration" i ON i."organizationId" = q."organizationId" AND i."id" = q."integrationId"
      LEFT JOIN "ReferenceInUse" r
        ON r."organizationId" = q."organizationId"
       AND (r."consumerKind" = 'integration_request' AND r."consumerId" = q."id"
         OR r."consumerKind" = 'integration' AND r."consumerId" = i."id")
     WHERE q."organizationId" = ${permit.organization.id}::uuid AND q."domainId" = ${permit.domainId}::uuid
       AND q."id" = ${saved.id}::uuid AND q."integrationId" = ${saved.integrationId}::uuid
       AND q."rowVersion" = ${saved.rowVersion} AND i."rowVersion" = ${saved.integrationVersion}
       AND i."disabledAt" IS NULL`
  const [first] = rows
  if (!first) return null
  const references = new Map<string, Reach>()
  for (const { nameLower, setBy } of rows) {
    if (nameLower === null || setBy === null) continue
    references.set(nameLower, lesserReach(references.get(nameLower) ?? setBy, setBy))
  }
  return { host: first.hostSetBy, references }
}
