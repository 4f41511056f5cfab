import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { entryHash, genesisHash } from './entry-hash.ts'
import type { ChangeDetails } from './schema.ts'

/** `sequence` is where it breaks; of a secret's row, the newest entry about it (0: there is none). `head` is `sequence:hash`: kept elsewhere, it shows later whether a tail was cut together with the head. */
export type LogVerdict =
  | { whole: true; entries: bigint; head: string }
  | { whole: false; sequence: bigint; reason: string }

const batchSize = 1000

/**
 * Reads an organization's whole log and finds the first entry that was edited, removed, reordered or cut off below the
 * recorded head. The head is read first, so entries that are appended meanwhile do not disturb the check.
 */
export async function verifyLog(organizationId: string): Promise<LogVerdict> {
  const head = await db().changeLogHead.findUnique({ where: { organizationId } })
  if (!head) return { whole: false, sequence: 0n, reason: 'The log has no head.' }
  const { logChain } = await organizationKeys(db(), organizationId)

  let sequence = 0n
  let previous: Uint8Array = genesisHash
  while (sequence < head.sequence) {
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId, sequence: { gt: sequence, lte: head.sequence } },
      orderBy: { sequence: 'asc' },
      take: batchSize,
    })
    if (entries.length === 0) {
      return {
        whole: false,
        sequence: sequence + 1n,
        reason: `Entries ${sequence + 1n} to ${head.sequence} are missing.`,
      }
    }
    for (const entry of entries) {
      sequence += 1n
      if (entry.sequence !== sequence) return { whole: false, sequence, reason: `Entry ${sequence} is missing.` }
      if (!equalBytes(entry.previousHash, previous)) {
        return { whole: false, sequence, reason: `Entry ${sequence} does not follow the entry before it.` }
      }
      const hash = entryHash(logChain, previous, { ...entry, details: entry.details as ChangeDetails })
      if (!equalBytes(entry.hash, hash)) return { whole: false, sequence, reason: `Entry ${sequence} was changed.` }
      previous = hash
    }
  }
  if (!equalBytes(head.hash, previous)) {
    return { whole: false, sequence: head.sequence, reason: `The recorded head does not fit entry ${head.sequence}.` }
  }
  // One statement, hence one snapshot: what is appended meanwhile moves the head with it.
  const [stray] = await db().$queryRaw<{ sequence: bigint }[]>`
    SELECT e."sequence" FROM "ChangeLogEntry" e JOIN "ChangeLogHead" h USING ("organizationId")
    WHERE e."organizationId" = ${organizationId}::uuid AND (e."sequence" > h."sequence" OR e."sequence" < 1) LIMIT 1`
  if (stray)
    return {
      whole: false,
      sequence: stray.sequence,
      reason: `Entry ${stray.sequence} stands outside the recorded log.`,
    }
  const older = await rowThatIsNotLogged(organizationId)
  if (older) return { whole: false, ...older }
  return { whole: true, entries: head.sequence, head: `${head.sequence}:${Buffer.from(previous).toString('hex')}` }
}

/**
 * The first secret whose row is not the one that the log knows: a whole older row put back (its own MAC still fits),
 * a row that was removed, or one that nobody logged. One statement, hence one snapshot of rows and log.
 */
async function rowThatIsNotLogged(organizationId: string): Promise<{ sequence: bigint; reason: string } | null> {
  const [found] = await db().$queryRaw<{ name: string; sequence: bigint | null; isThere: boolean }[]>`
    WITH logged AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "sequence", "subjectName", ("details"->>'rowVersion')::int AS version
      FROM "ChangeLogEntry"
      WHERE "organizationId" = ${organizationId}::uuid AND "subjectKind" = 'secret' AND "details" ? 'rowVersion'
      ORDER BY "subjectId", "sequence" DESC
    ), stored AS (
      SELECT "id", "name", "rowVersion" FROM "Secret" WHERE "organizationId" = ${organizationId}::uuid
    )
    SELECT coalesce(stored."name", logged."subjectName") AS name, logged."sequence", stored."id" IS NOT NULL AS "isThere"
    FROM stored FULL JOIN logged ON logged."subjectId" = stored."id"
    WHERE logged.version IS DISTINCT FROM stored."rowVersion"
    ORDER BY logged."sequence" LIMIT 1`
  if (!found) return null
  const { name, sequence, isThere } = found
  if (!isThere) return { sequence: sequence ?? 0n, reason: `The secret ${name} was removed past Postern.` }
  return {
    sequence: sequence ?? 0n,
    reason: sequence
      ? `The row of the secret ${name} is not the one that entry ${sequence} left: an older one was put back.`
      : `The secret ${name} was stored past Postern.`,
  }
}
