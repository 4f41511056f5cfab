import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { entryHash, genesisHash } from './entry-hash.ts'
import type { ChangeDetails } from './schema.ts'

/**
 * `sequence` is where it breaks; of a secret's row, the newest entry about it (0: there is none). `reason` names no
 * secret: not everybody who may verify may see each one. `head` is `sequence:hash`: kept elsewhere, it shows later
 * whether a tail was cut together with the head.
 */
export type LogVerdict =
  | { whole: true; entries: bigint; head: string; since: Date | null }
  | { whole: false; sequence: bigint; reason: string; secretName: string | null }

type Break = Extract<LogVerdict, { whole: false }>

const batchSize = 250

/**
 * Reads an organization's whole log and finds the first entry that was edited, removed, reordered or cut off below the
 * recorded head, then the first secret whose row is not as the log left it. The head is read first, so entries that are
 * appended meanwhile do not disturb the check; between batches others have their turn.
 */
export async function verifyLog(organizationId: string): Promise<LogVerdict> {
  const head = await db().changeLogHead.findUnique({ where: { organizationId } })
  if (!head) return broken(0n, 'The log has no head.')
  const { logChain } = await organizationKeys(db(), organizationId)

  const rows = new Map<string, LoggedRow>()
  let sequence = 0n
  let since: Date | null = null
  let previous: Uint8Array = genesisHash
  while (sequence < head.sequence) {
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId, sequence: { gt: sequence, lte: head.sequence } },
      orderBy: { sequence: 'asc' },
      take: batchSize,
    })
    if (entries.length === 0) {
      return broken(sequence + 1n, `Entries ${sequence + 1n} to ${head.sequence} are missing.`)
    }
    for (const entry of entries) {
      sequence += 1n
      since ??= entry.at
      if (entry.sequence !== sequence) return broken(sequence, `Entry ${sequence} is missing.`)
      if (!equalBytes(entry.previousHash, previous)) {
        return broken(sequence, `Entry ${sequence} does not follow the entry before it.`)
      }
      const details = entry.details as ChangeDetails
      const hash = entryHash(logChain, previous, { ...entry, details })
      if (!equalBytes(entry.hash, hash)) return broken(sequence, `Entry ${sequence} was changed.`)
      previous = hash
      const problem = rowProblem(rows, { ...entry, details })
      if (problem) return broken(sequence, problem, entry.subjectName)
    }
  }
  if (!equalBytes(head.hash, previous)) {
    return broken(head.sequence, `The recorded head does not fit entry ${head.sequence}.`)
  }
  // One statement, hence one snapshot: what is appended meanwhile moves the head with it.
  const [stray] = await db().$queryRaw<{ sequence: bigint }[]>`
    SELECT e."sequence" FROM "ChangeLogEntry" e JOIN "ChangeLogHead" h USING ("organizationId")
    WHERE e."organizationId" = ${organizationId}::uuid AND (e."sequence" > h."sequence" OR e."sequence" < 1) LIMIT 1`
  if (stray) return broken(stray.sequence, `Entry ${stray.sequence} stands outside the recorded log.`)
  const found = await rowThatIsNotLogged(organizationId)
  if (found) return found
  return {
    whole: true,
    entries: head.sequence,
    head: `${head.sequence}:${Buffer.from(previous).toString('hex')}`,
    since,
  }
}

const broken = (sequence: bigint, reason: string, secretName: string | null = null): Break => ({
  whole: false,
  sequence,
  reason,
  secretName,
})

type LoggedRow = { sequence: bigint; rowVersion: number; isDeleted: boolean }
type LoggedEntry = { sequence: bigint; subjectKind: string; subjectId: string | null; details: ChangeDetails }

/**
 * What is wrong with an entry about a secret's row after those before it: each change makes a higher row version, and a
 * deleted secret never changes again. Whoever puts a row back and lets Postern change it is found by this.
 */
function rowProblem(rows: Map<string, LoggedRow>, entry: LoggedEntry): string | null {
  const { sequence, subjectKind, subjectId, details } = entry
  if (subjectKind !== 'secret' || subjectId === null || details.rowVersion === undefined) return null
  const last = rows.get(subjectId)
  rows.set(subjectId, { sequence, rowVersion: details.rowVersion, isDeleted: details.isDeleted === true })
  if (last?.isDeleted)
    return `Entry ${sequence} changes a secret that entry ${last.sequence} had deleted: it was put back.`
  if (last && last.rowVersion >= details.rowVersion) {
    return `Entry ${sequence} changes a row that is older than the one entry ${last.sequence} left: it was put back.`
  }
  return null
}

/**
 * The first secret whose row is not the one that the log knows: a whole older row put back (its own MAC still fits), a
 * row that was removed, one that was deleted and is there again, or one that nobody logged. One statement, hence one
 * snapshot of rows and log.
 */
async function rowThatIsNotLogged(organizationId: string): Promise<Break | null> {
  const [found] = await db().$queryRaw<
    { name: string; sequence: bigint | null; isThere: boolean; isDeleted: boolean | null }[]
  >`
    WITH logged AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "sequence", "subjectName", "details" ? 'isDeleted' AS "isDeleted",
             ("details"->>'rowVersion')::int AS version
      FROM "ChangeLogEntry"
      WHERE "organizationId" = ${organizationId}::uuid AND "subjectKind" = 'secret'
        AND ("details" ? 'rowVersion' OR "details" ? 'isDeleted')
      ORDER BY "subjectId", "sequence" DESC
    ), stored AS (
      SELECT "id", "name", "rowVersion" FROM "Secret" WHERE "organizationId" = ${organizationId}::uuid
    )
    SELECT coalesce(stored."name", logged."subjectName") AS name, logged."sequence", logged."isDeleted",
           stored."id" IS NOT NULL AS "isThere"
    FROM stored FULL JOIN logged ON logged."subjectId" = stored."id"
    WHERE CASE WHEN logged."isDeleted" THEN stored."id" IS NOT NULL
               ELSE logged.version IS DISTINCT FROM stored."rowVersion" END
    ORDER BY logged."sequence" LIMIT 1`
  if (!found) return null
  const { name, sequence, isThere, isDeleted } = found
  return broken(sequence ?? 0n, reasonOf(sequence, isThere, isDeleted ?? false), name)
}

function reasonOf(sequence: bigint | null, isThere: boolean, isDeleted: boolean): string {
  if (sequence === null) return 'A secret was stored past Postern: no entry tells of it.'
  if (isDeleted) return `The secret that entry ${sequence} deleted is there again: its row was put back.`
  if (!isThere) return `The secret that entry ${sequence} is about was removed past Postern.`
  return `The row of the secret that entry ${sequence} is about is not the one it left: an older one was put back.`
}
