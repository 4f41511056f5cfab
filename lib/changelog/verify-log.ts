import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { entryHash, genesisHash } from './entry-hash.ts'
import type { ChangeDetails } from './schema.ts'

/** `head` is `sequence:hash`: kept elsewhere, it shows later whether a tail was cut together with the head. */
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
  return { whole: true, entries: head.sequence, head: `${head.sequence}:${Buffer.from(previous).toString('hex')}` }
}
