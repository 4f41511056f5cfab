import type { Permit } from '#lib/access/permit.ts'
import { countChanges } from '#lib/changelog/count-changes.ts'
import { exportLog } from '#lib/changelog/export-log.ts'
import { listChanges } from '#lib/changelog/list-changes.ts'
import type { LogReader } from '#lib/changelog/logged-entries.ts'
import { type ChangeLogQuery, changeLogQueryOf, type LogFormat, logFormats } from '#lib/changelog/schema.ts'
import { PosternError } from '#lib/core/errors.ts'
import { defineRoute } from './define-route.ts'
import { download } from './download.ts'

type Params = { organization: string; domain?: string; id: string }
type Read = (permit: LogReader, log: { query: ChangeLogQuery; search: URLSearchParams }) => Promise<unknown>

/** The log that the activity page shows. */
const ofActivity = <P extends 'activity:view' | 'activity:export'>(permission: P, read: Read) =>
  defineRoute({ permission }, async (permit: Permit<P>, { query }) =>
    read(permit, { query: changeLogQueryOf(query), search: query }),
  )

/** The log of the secret that the address names, whatever subject a query asks for; of an id that is none, nothing. */
const ofSecret = <P extends 'secret:history' | 'secret:history-export'>(permission: P, read: Read) =>
  defineRoute<P, Params>({ permission }, async (permit, { params, query }) => {
    const { subject } = changeLogQueryOf(new URLSearchParams({ subject: params.id }))
    if (subject === null) throw new PosternError('not_found')
    return read(permit, { query: { ...changeLogQueryOf(query), subject }, search: query })
  })

const list: Read = (permit, { query, search }) => listChanges(permit, query, { cursor: search.get('cursor') })
const facets: Read = (permit, { query }) => countChanges(permit, query)

const contentTypes: Record<LogFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson; charset=utf-8',
}

const file: Read = async (permit, { query, search }) => {
  const format = logFormats.find((each) => each === search.get('format'))
  if (!format) throw new PosternError('invalid', 'Name the format of the file: csv or jsonl.')
  const place = [permit.organization.slug, ...(permit.domain ? [permit.domain.slug] : [])].join('-')
  return download(`${place}-log.${format}`, contentTypes[format], await exportLog(permit, query, format))
}

/** GET routes of a log: its entries, the numbers on its filters, and what is filtered as a file. */
export const activityRoutes = {
  list: ofActivity('activity:view', list),
  facets: ofActivity('activity:view', facets),
  file: ofActivity('activity:export', file),
}
export const secretLogRoutes = {
  list: ofSecret('secret:history', list),
  facets: ofSecret('secret:history', facets),
  file: ofSecret('secret:history-export', file),
}
