import { z } from '#lib/core/zod.ts'
import { jsonProblem, sentenceOf } from './json-value.ts'
import { aliasProblem } from './names.ts'

/** At most 64 KiB of UTF-8 for a value; each part of a pair counts for itself. */
export const maxValueBytes = 64 * 1024
export const maxDescriptionLength = 500

export const secretTypes = ['token', 'username_password', 'json'] as const
export type SecretType = (typeof secretTypes)[number]
export const secretTypeLabels: Record<SecretType, string> = {
  token: 'Token',
  username_password: 'Username and password',
  json: 'JSON',
}

export type SecretStatus = 'active' | 'expired' | 'revoked' | 'archived'

const slug = z.string().max(63)
/** Where an action happens: the slugs of the address. */
export const domainPlace = z.object({ organization: slug, domain: slug })
export type DomainPlace = z.infer<typeof domainPlace>

const check = (problem: (text: string) => string | null) => (text: string, context: z.core.$RefinementCtx<string>) => {
  const message = problem(text)
  if (message) context.addIssue({ code: 'custom', message })
}

const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength

function sizeProblem(text: string): string | null {
  if (!text.isWellFormed())
    return 'This is not valid Unicode text (half of a surrogate pair stands alone). Paste it again.'
  const bytes = bytesOf(text)
  if (bytes > maxValueBytes) {
    return `A value has at most 64 KiB; this one has ${Math.ceil(bytes / 1024)} KiB. Store the large part elsewhere.`
  }
  return null
}

const filled = (what: string) => (text: string) => (text === '' ? `Enter ${what}.` : sizeProblem(text))

const alias = z
  .string()
  .transform((text) => text.toLowerCase())
  .superRefine(check(aliasProblem))

const description = z.string().superRefine(
  check((text) => {
    if (!text.isWellFormed() || text.includes('\0')) return 'A description is plain text without control characters.'
    const length = [...text].length
    return length > maxDescriptionLength
      ? `A description has at most ${maxDescriptionLength} characters; this one has ${length}.`
      : null
  }),
)

const tokenValue = z.string().superRefine(check(filled('the value')))
const pairValue = z.strictObject({
  username: z.string().superRefine(check(filled('the username'))),
  password: z.string().superRefine(check(filled('the password'))),
})
const jsonValue = z.string().superRefine(
  check((text) => {
    const size = sizeProblem(text)
    if (size) return size
    const problem = jsonProblem(text)
    return problem && sentenceOf(problem)
  }),
)

/** A credential as it is typed: its type and a value of that type's shape (JSON as text, so that numbers stay as typed). */
export const credential = z.discriminatedUnion('type', [
  z.object({ type: z.literal('token'), value: tokenValue }),
  z.object({ type: z.literal('username_password'), value: pairValue }),
  z.object({ type: z.literal('json'), value: jsonValue }),
])
export type Credential = z.infer<typeof credential>

/** Fields of the drawer "Create secret". */
export const createSecretInput = z.intersection(domainPlace.extend({ name: alias, description }), credential)
export type CreateSecretInput = z.infer<typeof createSecretInput>

const fixed = (what: string) =>
  z.undefined({ error: `The ${what} is fixed when a secret is created. Nothing was changed.` }).optional()

/**
 * Fields of the drawer "Edit secret". `value` is left out to keep the stored one; its shape is judged against the
 * stored type by `credential`. A forged alias or type is refused, not ignored.
 */
export const editSecretInput = domainPlace.extend({
  id: z.uuid(),
  /** The row version that the form was opened on: a save on an older one changes nothing. */
  rowVersion: z.int().positive(),
  description,
  value: z.union([z.string(), z.strictObject({ username: z.string(), password: z.string() })]).optional(),
  name: fixed('alias'),
  type: fixed('type'),
})
export type EditSecretInput = z.infer<typeof editSecretInput>

export const archiveSecretInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type ArchiveSecretInput = z.infer<typeof archiveSecretInput>

/** A row of a list: GET /api/console/{organization}/{domain}/secrets?q=&cursor= → SecretPage. */
export type SecretListItem = {
  id: string
  name: string
  type: SecretType
  status: SecretStatus
  description: string
  version: number
  rowVersion: number
  /** ISO 8601, as every time that crosses the wire. */
  updatedAt: string
  updatedByName: string
}
export type SecretPage = { items: SecretListItem[]; nextCursor: string | null; total: number; totalIsMore: boolean }

/** A place that names a secret. */
export type Place = {
  kind: 'integration_request'
  id: string
  integrationId: string
  integrationName: string
  requestName: string
  /** 'header Authorization', 'query key', 'body', 'path' */
  fields: string[]
  lastUsedAt: string | null
}

/** GET /api/console/{organization}/{domain}/secrets/{id} */
export type SecretDetails = SecretListItem & {
  /** First 16 hex digits of SHA-256 of the sealed value. */
  fingerprint: string
  createdAt: string
  createdByName: string
  lastUsed: {
    at: string
    consumerName: string
    host: string
    outcome: 'started' | 'answered' | 'failed'
    status: number | null
    durationMs: number | null
  } | null
  places: Place[]
}

/** What a change of a secret answers: never the value. */
export type SecretChanged = { id: string; name: string; version: number; rowVersion: number }
