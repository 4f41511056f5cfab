import type { ImportFormat } from '#lib/imports/schema.ts'

const endings: Record<string, ImportFormat> = { json: 'json', csv: 'csv', tsv: 'csv', env: 'env' }

/** The format that a file's name or, without one, its beginning speaks for; null: it could be any. */
export function detectFormat(text: string, fileName = ''): ImportFormat | null {
  const named =
    endings[fileName.toLowerCase().split('.').at(-1) ?? ''] ?? (/^\.env/i.test(fileName) ? 'env' : undefined)
  if (named) return named
  const start = text
    .slice(0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart()
  if (start === '') return null
  if (/^[{[]/.test(start)) return 'json'
  const [first = ''] = start.split(/\r?\n/, 1)
  if (/^"?\w+( \w+)*"?[,;\t]/.test(first) && /\b(name|alias|key)\b/i.test(first) && !/^[^,;\t]*=/.test(first))
    return 'csv'
  return 'env'
}
