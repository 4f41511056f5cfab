import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'

/**
 * Ends every open session of a person, but `except`, and the sign-ins of theirs that are under way, in the caller's
 * transaction, effective from the next request in every process. Answers how many sessions it ended; the caller's own
 * entry in the log says why. OWASP ASVS 7.4.2, 7.4.3.
 */
export async function endSessionsOf(
  tx: Tx,
  personId: string,
  { except }: { except?: string | undefined } = {},
): Promise<number> {
  // Whoever is between password and second factor proved the one with what may just have changed.
  await tx.challenge.deleteMany({ where: { personId } })
  // In one order, so that two who end the same person's sessions wait for each other instead of both being refused.
  await tx.$queryRaw`SELECT 1 FROM "Session" WHERE "personId" = ${personId}::uuid AND "endedAt" IS NULL ORDER BY "id" FOR UPDATE`
  const { count } = await tx.session.updateMany({
    where: { personId, endedAt: null, ...(except !== undefined && { id: { not: except } }) },
    data: { endedAt: clock.now() },
  })
  return count
}
