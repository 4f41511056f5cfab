import { z } from '#lib/core/zod.ts'
import { purposes, type SecretStatus, type SecretType, secretPlace, visibilities } from '#lib/secrets/schema.ts'

export const importFormats = ['env', 'json', 'csv'] as const
export type ImportFormat = (typeof importFormats)[number]
export const importFormatLabels: Record<ImportFormat, string> = { env: '.env', json: 'JSON', csv: 'CSV' }

export const maxImportRows = 1000
export const maxImportBytes = 1024 * 1024
/** Rows that are stored in one transaction, where not all or nothing: after each the progress is told. */
export const importChunk = 100

/** What every new secret gets where the file does not say otherwise. */
export const commonFields = z.object({
  allowedHosts: z.array(z.string().max(300)).max(50),
  expiresOn: z.iso.date({ error: 'Enter a date as year-month-day, like 2027-03-14.' }).nullable(),
  visibility: z.enum(visibilities),
  purpose: z.enum(purposes),
})
export type CommonFields = z.infer<typeof commonFields>

const text = z.string().refine((text) => new TextEncoder().encode(text).byteLength <= maxImportBytes, {
  error: 'An import has at most 1 MiB of text. Split the file, and import its parts one after another.',
})

/** What is looked at: the file's text, as it is. It comes back in no answer. */
export const previewImportInput = secretPlace.extend({ format: z.enum(importFormats), text, common: commonFields })
export type PreviewImportInput = z.infer<typeof previewImportInput>

/** What becomes of a row of the text: a new secret of this name, or a new version of one, as it was seen. */
export const importDecision = z.discriminatedUnion('act', [
  z.object({ row: z.int().nonnegative(), act: z.literal('create'), name: z.string().max(1000) }),
  z.object({ row: z.int().nonnegative(), act: z.literal('rotate'), id: z.uuid(), rowVersion: z.int().positive() }),
])
export type ImportDecision = z.infer<typeof importDecision>

/**
 * Stores rows of the text, by their number in it. Those without a decision are left. All or nothing: the first one that
 * cannot be stored leaves nothing behind; otherwise each has its outcome.
 */
export const importSecretsInput = previewImportInput.extend({
  decisions: z.array(importDecision).min(1).max(maxImportRows),
  isAllOrNothing: z.boolean(),
})
export type ImportSecretsInput = z.infer<typeof importSecretsInput>

/** A name that is typed for a row. */
export const importNameInput = secretPlace.extend({ name: z.string().max(1000) })

export type RowVerdict = 'new' | 'conflict' | 'duplicate' | 'invalid'

/** A secret that has a row's name already. */
export type ExistingSecret = {
  id: string
  rowVersion: number
  version: number
  status: SecretStatus
  /** Why the row's value cannot become its next version; null: it can. */
  problem: string | null
}

/** What a preview says of a row: never its value. */
export type PreviewRow = {
  row: number
  line: number
  /** As it stands in the file, and as it would be stored. */
  typed: string
  name: string
  type: SecretType | null
  bytes: number
  lines: number
  verdict: RowVerdict
  /** Why it cannot be stored; about its name, which another name mends, or about the rest. */
  problem: { isAboutName: boolean; message: string } | null
  existing: ExistingSecret | null
  /** The lines of the file that have the same name. */
  sameAs: number[]
  warnings: string[]
  /** Where it stands in the text. */
  range: [start: number, end: number]
}

/** What a preview answers, and how rows of the text make a file of their own: see ParsedFile. */
export type ImportPreview = {
  rows: PreviewRow[]
  /** How many rows' values were looked for among those that are stored, of how many that can be: ten values a minute. */
  compared: { rows: number; of: number }
  glue: { open: string; head: [start: number, end: number]; between: string; close: string }
}

/** What is known of a name that was typed for a row. */
export type ImportName = { name: string; problem: string | null }

/** What became of a row. */
export type RowOutcome =
  | { row: number; outcome: 'created' | 'rotated'; id: string; name: string; version: number }
  | { row: number; outcome: 'refused'; name: string; message: string }

/** What becomes of an import: an outcome for each decision, in their order. */
export type ImportOutcome = { rows: RowOutcome[] }
