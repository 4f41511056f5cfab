import { PosternError } from '#lib/core/errors.ts'
import { parseCsvFile } from './parse-csv.ts'
import { parseEnvFile } from './parse-env.ts'
import { parseJsonFile } from './parse-json.ts'
import type { ParsedFile } from './parsed-file.ts'
import { type ImportFormat, importFormatLabels, maxImportRows } from './schema.ts'

const parsers: Record<ImportFormat, (text: string) => ParsedFile> = {
  env: parseEnvFile,
  json: parseJsonFile,
  csv: parseCsvFile,
}

/** Takes a file apart. Throws `invalid`, with a sentence for `text`, if it cannot be, is empty, or has too many rows. */
export function parseFile(format: ImportFormat, text: string): ParsedFile {
  const refusal = (sentence: string) => new PosternError('invalid', undefined, { fields: { text: sentence } })
  if (text.trim() === '') throw refusal('There is nothing to import. Paste a file’s content, or choose a file.')
  if (!text.isWellFormed()) {
    throw refusal('This is not valid Unicode text (half of a surrogate pair stands alone). Paste it again.')
  }
  const file = parsers[format](text)
  if (file.rows.length === 0) throw refusal(`No secret was found in this text, read as ${importFormatLabels[format]}.`)
  if (file.rows.length > maxImportRows) {
    throw refusal(
      `An import has at most ${maxImportRows.toLocaleString('en')} rows; this text has more. Split it, and import its parts one after another.`,
    )
  }
  return file
}
