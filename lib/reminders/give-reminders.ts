import { authorizeJob } from '#lib/access/authorize.ts'
import type { PermitPlace, Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock, dayIn } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import { distances, farthest } from './distances.ts'

const batchSize = 500

type Due = { secretId: string; name: string; domainId: string | null; daysLeft: number }

/**
 * Notes in the log which secrets expire in 30, 7 or 1 days or less in their organization's time zone, each distance of
 * each date once, whoever else does so at the same time. One that comes in late is noted for its nearest distance only.
 * Archived, revoked and expired secrets, and those of archived domains, are passed over. Of
 * every organization, or of one. Answers how many were noted.
 */
export async function giveReminders(signal?: AbortSignal, organizationId?: string): Promise<number> {
  const organizations = await db().organization.findMany({
    where: organizationId === undefined ? {} : { id: organizationId },
    select: { id: true, slug: true, name: true, timeZone: true },
    orderBy: { id: 'asc' },
  })
  let given = 0
  for (const organization of organizations) {
    try {
      given += await remindersOf(organization, signal)
    } catch (error) {
      // What is wrong with one organization keeps no other from its reminders.
      log.failure(error)
    }
  }
  return given
}

async function remindersOf(
  organization: PermitPlace['organization'],
  signal: AbortSignal | undefined,
): Promise<number> {
  const permit = authorizeJob('system', 'secret:list', { organization, domain: null })
  let given = 0
  while (!signal?.aborted) {
    const batch = await runChange(permit, remindBatch)
    given += batch
    if (batch < batchSize) break
  }
  return given
}

async function remindBatch(scope: Scope<'secret:list'>): Promise<number> {
  const { tx, organization } = scope
  recordNothing(scope)
  const today = dayIn(organization.timeZone)
  // Inserted in the order of their ids: two processes that give the same ones wait for each other, never in a circle.
  const due = await tx.$queryRaw<Due[]>`
    WITH near AS (
      SELECT s."id", s."name", s."domainId", s."expiresOn", s."expiresOn" - ${today}::date AS "daysLeft",
             (SELECT min(d) FROM unnest(${[...distances]}::int[]) AS d WHERE s."expiresOn" - ${today}::date <= d) AS "distance"
        FROM "Secret" s
        LEFT JOIN "Domain" o ON o."organizationId" = s."organizationId" AND o."id" = s."domainId"
       WHERE s."organizationId" = ${organization.id}::uuid AND s."archivedAt" IS NULL AND s."revokedAt" IS NULL
         AND s."expiresOn" BETWEEN ${today}::date AND ${today}::date + ${farthest}::int AND o."archivedAt" IS NULL
    ), due AS (
      SELECT n.* FROM near n
       WHERE NOT EXISTS (SELECT 1 FROM "Reminder" r
                          WHERE r."organizationId" = ${organization.id}::uuid AND r."secretId" = n."id"
                            AND r."expiresOn" = n."expiresOn" AND r."daysBefore" <= n."distance")
       ORDER BY n."id" LIMIT ${batchSize}
    ), given AS (
      INSERT INTO "Reminder" ("organizationId", "secretId", "expiresOn", "daysBefore", "givenAt")
      SELECT ${organization.id}::uuid, "id", "expiresOn", "distance", ${clock.now()} FROM due ORDER BY "id"
      ON CONFLICT DO NOTHING RETURNING "secretId"
    )
    SELECT g."secretId", d."name", d."domainId", d."daysLeft" FROM given g JOIN due d ON d."id" = g."secretId"
     ORDER BY d."daysLeft", d."name"`
  for (const { secretId, name, domainId, daysLeft } of due) {
    record(scope, {
      action: 'secret.expires_soon',
      subject: { kind: 'secret', id: secretId, name },
      domainId,
      details: { daysLeft },
    })
  }
  return due.length
}
