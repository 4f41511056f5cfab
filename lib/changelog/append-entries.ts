import type { Permission } from '#lib/access/permissions.ts'
import { roleLabels } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { type ChainedFields, entryHash } from './entry-hash.ts'
import type { PendingEntry } from './record.ts'

/**
 * Appends entries to the organization's log and moves its head, in the caller's transaction. It locks the head, and so
 * stands last in a transaction: whoever appends next waits for this commit, which keeps the chain without a gap.
 */
export async function appendEntries(
  tx: Tx,
  permit: Permit<Permission>,
  outcome: 'done' | 'refused',
  entries: PendingEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const organizationId = permit.organization.id
  const { logChain } = await organizationKeys(tx, organizationId)
  const [head] = await tx.$queryRaw<{ sequence: bigint; hash: Uint8Array }[]>`
    SELECT "sequence", "hash" FROM "ChangeLogHead" WHERE "organizationId" = ${organizationId}::uuid FOR UPDATE`
  if (!head) throw new Error('The organization has no change log head.')

  const at = clock.now()
  let { sequence, hash: previousHash } = head
  const rows = entries.map((entry) => {
    sequence += 1n
    const fields: ChainedFields = {
      organizationId,
      sequence,
      at,
      action: entry.action,
      outcome,
      actorKind: permit.actor.kind,
      actorId: permit.actor.id,
      actorName: permit.actor.name,
      actorRole: permit.actor.role ? roleLabels[permit.actor.role] : '',
      domainId: entry.domainId === undefined ? (permit.domain?.id ?? null) : entry.domainId,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      subjectName: entry.subject.name,
      details: entry.details ?? {},
      address: permit.origin.address,
      program: permit.origin.program,
    }
    const row = {
      ...fields,
      previousHash: new Uint8Array(previousHash),
      hash: entryHash(logChain, previousHash, fields),
    }
    previousHash = row.hash
    return row
  })
  await tx.changeLogEntry.createMany({ data: rows })
  await tx.changeLogHead.update({ where: { organizationId }, data: { sequence, hash: new Uint8Array(previousHash) } })
}
