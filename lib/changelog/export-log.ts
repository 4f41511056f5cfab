import { countExport } from './count-export.ts'
import { csvOf } from './csv-of.ts'
import { listChanges } from './list-changes.ts'
import type { LogReader } from './logged-entries.ts'
import { record } from './record.ts'
import { runChange } from './run-change.ts'
import type { ChangeDetails, ChangeLogItem, ChangeLogQuery, LogFormat } from './schema.ts'

const batchSize = 500

/** What a query finds in a log as a file that is read while it is written. The log says that it was taken, and of what. Throws `rate_limited`. */
export async function exportLog(
  permit: LogReader,
  query: ChangeLogQuery,
  format: LogFormat,
): Promise<AsyncGenerator<string>> {
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
  return linesOf(permit, query, format)
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

async function* linesOf(permit: LogReader, query: ChangeLogQuery, format: LogFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvOf([columns])
  let cursor: string | null = null
  do {
    const page = await listChanges(permit, query, { cursor, take: batchSize })
    // An empty piece would end nothing and say nothing; a search may find none in one stretch of the log.
    if (page.items.length > 0) {
      yield format === 'csv' ? csvOf(page.items.map(cellsOf)) : page.items.map((item) => `${jsonOf(item)}\n`).join('')
    }
    cursor = page.nextCursor
  } while (cursor !== null)
}

const columns = [
  'entry',
  'at',
  'action',
  'outcome',
  'who',
  'role',
  'kind_of_who',
  'domain',
  'subject',
  'subject_kind',
  'subject_id',
  'changes',
  'details',
  'address',
  'program',
  'hash',
]

const cellsOf = (item: ChangeLogItem): string[] => [
  item.sequence,
  item.at,
  item.action,
  item.outcome,
  item.actorName,
  item.actorRole,
  item.actorKind,
  item.domain?.name ?? '',
  item.subjectName,
  item.subjectKind,
  item.subjectId ?? '',
  changesText(item.details),
  detailsText(item.details),
  item.address,
  item.program,
  item.hash,
]

const changesText = ({ fields = {} }: ChangeDetails): string =>
  Object.entries(fields)
    .map(([field, { from, to }]) => `${field}: ${from ?? 'none'} → ${to ?? 'none'}`)
    .join('\n')

function detailsText({ version, code, host, count, daysLeft, note }: ChangeDetails): string {
  const parts = [
    version && `version ${version.from ?? 'none'} → ${version.to}`,
    code,
    host,
    count && `${count} times`,
    daysLeft !== undefined && `${daysLeft} days left`,
    note,
  ]
  return parts.filter(Boolean).join('\n')
}

function jsonOf({ secretAt: _, ...item }: ChangeLogItem): string {
  return JSON.stringify({ ...item, sequence: Number(item.sequence) })
}
