import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'

/**
 * Notes that a host waits for approval for a secret, asked for by the permit's actor for a request of its domain: whoever
 * asked last is named. A host that is approved meanwhile stays so. A failure is logged and not thrown: the send is refused
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
      VALUES (${permit.organization.id}::uuid, ${secretId}::uuid, ${host}, ${permit.domainId}::uuid, ${clock.now()},
              ${permit.actor.name}, ${requestedFor})
          ON CONFLICT ("organizationId", "secretId", "host") DO UPDATE
         SET "domainId" = excluded."domainId", "requestedAt" = excluded."requestedAt",
             "requestedByName" = excluded."requestedByName", "requestedFor" = excluded."requestedFor"
       WHERE a."approvedAt" IS NULL`
  } catch (error) {
    log.failure(error)
  }
}
