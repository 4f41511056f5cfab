import { holdPermit } from '#lib/access/hold-permit.ts'
import { db } from '#lib/db/client.ts'
import { countExport } from './count-export.ts'
import { type IdentifiedEntry, listEntries } from './list-entries.ts'
import type { LogReader } from './logged-entries.ts'
import { record } from './record.ts'
import { runChange } from './run-change.ts'
import type { ChangeLogQuery, LogFormat } from './schema.ts'

const batchSize = 500

/**
 * What a query finds in a log, read while it is taken, as long as whoever takes it may. The log says that it was taken, and
 * of what. Throws `rate_limited`; while it is read, what holdPermit() throws.
 */
export async function exportEntries(
  permit: LogReader,
  query: ChangeLogQuery,
  format: LogFormat,
): Promise<AsyncGenerator<IdentifiedEntry[]>> {
  const { organization, domain, domainIds } = permit
  await runChange(permit, async (scope) => {
    await countExport(scope)
    record(scope, {
      action: 'log.exported',
      subject: {
        kind: domain ? 'domain' : 'organization',
        id: domain?.id ?? organization.id,
        name: domain?.name ?? organization.name,
      },
      // Of one who reaches a single domain it is that domain's; of others, the organization's.
      domainId: domainIds?.length === 1 ? (domainIds[0] ?? null) : null,
      details: { note: filterNote(query, format) },
    })
  })
  return batchesOf(permit, query)
}

/** What was asked for, without the text of a search: people paste what they look for, and that may be a value. */
function filterNote(query: ChangeLogQuery, format: LogFormat): string {
  const parts = [
    format === 'csv' ? 'CSV' : 'JSON Lines',
    query.kind !== 'all' && query.kind,
    query.group,
    query.actor && `actor ${query.actor}`,
    query.subject && `subject ${query.subject}`,
    query.domain && `domain ${query.domain}`,
    query.from && `from ${query.from}`,
    query.to && `to ${query.to}`,
    query.q && 'a search',
  ]
  return parts.filter(Boolean).join(', ')
}

async function* batchesOf(permit: LogReader, query: ChangeLogQuery): AsyncGenerator<IdentifiedEntry[]> {
  let cursor: string | null = null
  do {
    await holdPermit(db(), permit)
    const page = await listEntries(permit, query, { cursor, take: batchSize })
    // An empty piece would end nothing and say nothing; a search may find none in one stretch of the log.
    if (page.items.length > 0) yield page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}
