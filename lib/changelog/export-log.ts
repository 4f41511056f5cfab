import { csvOf } from './csv-of.ts'
import { exportEntries } from './export-entries.ts'
import type { IdentifiedEntry } from './list-entries.ts'
import type { LogReader } from './logged-entries.ts'
import type { ChangeDetails, ChangeLogItem, ChangeLogQuery, LogFormat } from './schema.ts'

/** What a query finds in a log as a file that is read while it is written. Throws as exportEntries(). */
export async function exportLog(
  permit: LogReader,
  query: ChangeLogQuery,
  format: LogFormat,
): Promise<AsyncGenerator<string>> {
  return piecesOf(await exportEntries(permit, query, format), format)
}

async function* piecesOf(batches: AsyncGenerator<IdentifiedEntry[]>, format: LogFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvOf([columns])
  for await (const items of batches)
    yield format === 'csv' ? csvOf(items.map(cellsOf)) : items.map((item) => `${jsonOf(item)}\n`).join('')
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

function jsonOf({ secretAt: _, actorId: __, ...item }: IdentifiedEntry): string {
  return JSON.stringify({ ...item, sequence: Number(item.sequence) })
}
