import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { ChangeDetails, ChangeLogItem, ChangeLogPage } from './schema.ts'

const pageSize = 50
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The log of one secret of the permit's domain, newest first, a page at a time; empty for what is none. */
export async function listChanges(
  permit: Permit<'secret:history'>,
  { secretId, cursor }: { secretId: string; cursor?: string | undefined },
): Promise<ChangeLogPage> {
  if (!uuid.test(secretId)) return { items: [], nextCursor: null }
  const before = cursor && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : undefined
  const entries = await db().changeLogEntry.findMany({
    where: {
      organizationId: permit.organization.id,
      domainId: permit.domainId,
      subjectKind: 'secret',
      subjectId: secretId,
      ...(before && { sequence: { lt: before } }),
    },
    orderBy: { sequence: 'desc' },
    take: pageSize + 1,
  })
  const items = entries.slice(0, pageSize).map(
    (entry): ChangeLogItem => ({
      sequence: String(entry.sequence),
      at: entry.at.toISOString(),
      action: entry.action,
      outcome: entry.outcome === 'refused' ? 'refused' : 'done',
      actorKind: entry.actorKind as ChangeLogItem['actorKind'],
      actorName: entry.actorName,
      actorRole: entry.actorRole,
      details: entry.details as ChangeDetails,
      address: entry.address,
      program: entry.program,
      hash: Buffer.from(entry.hash).toString('hex'),
    }),
  )
  return { items, nextCursor: entries.length > pageSize ? (items.at(-1)?.sequence ?? null) : null }
}
