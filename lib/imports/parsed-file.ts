import type { SecretType } from '#lib/secrets/schema.ts'

/** What a file says of one secret. What is left out is taken from the fields that are common to all rows. */
export type RowFields = {
  type: SecretType
  value: string | { username: string; password: string }
  description?: string
  allowedHosts?: string[]
  expiresOn?: string | null
  visibility?: string
  purpose?: string
}

/** One secret of a file, or one place in it that is none: then `problem` says why, and never quotes a value. */
export type ParsedRow = {
  /** Where it begins, counted from 1. */
  line: number
  /** From where to where it stands in the text. */
  range: [start: number, end: number]
  name: string
  fields: RowFields | null
  problem: string | null
}

/**
 * A file taken apart. Rows can be sent on their own: `open`, the text of `head`, the texts of their ranges joined by
 * `between`, and `close` are a file of the same format again.
 */
export type ParsedFile = {
  rows: ParsedRow[]
  glue: { open: string; head: [start: number, end: number]; between: string; close: string }
}
