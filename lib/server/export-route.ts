import { PosternError } from '#lib/core/errors.ts'
import { type ExportFormat, exportFormats, exportSecrets } from '#lib/secrets/export-secrets.ts'
import { defineRoute } from './define-route.ts'
import { download } from './download.ts'

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson; charset=utf-8',
}

/** GET …/secrets/export?format=csv|jsonl, of a domain and of the organization: a download. */
export const exportRoute = defineRoute({ permission: 'secret:export' }, async (permit, { query }) => {
  const format = exportFormats.find((each) => each === query.get('format'))
  if (!format) throw new PosternError('invalid', 'Name the format of the file: csv or jsonl.')
  const place = [permit.organization.slug, ...(permit.domain ? [permit.domain.slug] : [])].join('-')
  return download(`${place}-secrets.${format}`, contentTypes[format], await exportSecrets(permit, format))
})
