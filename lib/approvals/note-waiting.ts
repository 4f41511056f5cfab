import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'

const mostWaiting = 20

/**
 * Notes that a host waits for approval for a secret, asked for by the permit's actor for a request of its domain: whoever
 * asked last is named. Of one secret at most twenty hosts wait: nobody buries another's. A host that is approved meanwhile stays so. A failure is logged and not thrown: the send is refused
 * anyhow, and the next one asks again.
 */
export async function noteWaiting(
  permit: Permit<Permission>,
  { secretId, host, requestedFor }: { secretId: string; host: string; requestedFor: string },
): Promise<void> {
  try {
    await db().$executeRaw`
      INSERT INTO "HostApproval" AS a
             ("organizationId", "secretId", "host", "domainId", "requestedAt", "requestedByName", "requestedFor")
      SELECT ${permit.organization.id}::uuid, ${secretId}::uuid, ${host}, ${permit.domainId}::uuid, ${clock.now()},
             ${permit.actor.name}, ${requestedFor}
       WHERE (SELECT count(*) FROM "HostApproval" w
               WHERE w."organizationId" = ${permit.organization.id}::uuid AND w."secretId" = ${secretId}::uuid
                 AND w."approvedAt" IS NULL AND w."host" <> ${host}) < ${mostWaiting}
          ON CONFLICT ("organizationId", "secretId", "host") DO UPDATE
         SET "domainId" = excluded."domainId", "requestedAt" = excluded."requestedAt",
             "requestedByName" = excluded."requestedByName", "requestedFor" = excluded."requestedFor"
       WHERE a."approvedAt" IS NULL`
  } catch (error) {
    log.failure(error)
  }
}
