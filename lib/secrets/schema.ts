import { z } from '#lib/core/zod.ts'
import type { Caller, Place } from '#lib/usages/schema.ts'
import { jsonProblem, sentenceOf } from './json-value.ts'

export type { Caller, Place }

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

export const visibilities = ['restricted', 'masked'] as const
export type SecretVisibility = (typeof visibilities)[number]
export const visibilityLabels: Record<SecretVisibility, string> = { restricted: 'Restricted', masked: 'Masked' }

export const purposes = ['any', 'integration', 'webhook'] as const
export type SecretPurpose = (typeof purposes)[number]
export const purposeLabels: Record<SecretPurpose, string> = {
  any: 'Any',
  integration: 'Integration',
  webhook: 'Webhook',
}

export type SecretStatus = 'active' | 'expired' | 'revoked' | 'archived'

const slug = z.string().max(63)
/** Where an action happens, by the slugs of the address: in a domain, or, without one, in the organization itself. */
export const secretPlace = z.object({ organization: slug, domain: slug.optional() })
export type SecretPlace = { organization: string; domain?: string | undefined }
/** Where an action happens that only a domain knows. */
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

/** At most this many allowed domains stand on one secret. */
export const maxAllowedHosts = 50

const allowedHosts = z.array(z.string().max(300)).max(maxAllowedHosts, {
  error: `A secret has at most ${maxAllowedHosts} allowed domains. Use *.example.com for many hosts of one domain.`,
})

/** `YYYY-MM-DD`, the last usable day in the organization's time zone; null: it does not expire. */
const expiresOn = z.iso.date({ error: 'Enter a date as year-month-day, like 2027-03-14.' }).nullable()

const id = z.uuid()
/** The row version that a form was opened on: a change of an older one changes nothing. */
const rowVersion = z.int().positive()

/**
 * Fields of the drawer "Create secret". The name is judged by the rules of its place (alias or name), which
 * createSecret() applies; so are the allowed domains.
 */
export const createSecretInput = z.intersection(
  secretPlace.extend({
    name: z.string(),
    description,
    allowedHosts,
    expiresOn,
    visibility: z.enum(visibilities),
    purpose: z.enum(purposes),
    /** Set once somebody was told that the value is stored elsewhere too, and goes on. */
    acceptsDuplicate: z.boolean().optional(),
  }),
  credential,
)
export type CreateSecretInput = z.infer<typeof createSecretInput>

const fixed = (what: string) =>
  z.undefined({ error: `The ${what} is fixed when a secret is created. Nothing was changed.` }).optional()

/**
 * Fields of the drawer "Edit secret". `value` is left out to keep the stored one; its shape is judged against the
 * stored type by `credential`. Without it `allowedHosts` is refused (`value_required`), and `isLeaked` means nothing.
 * A forged alias, type, visibility or purpose is refused, not ignored.
 */
export const editSecretInput = secretPlace.extend({
  id,
  rowVersion,
  description,
  expiresOn,
  value: z.union([z.string(), z.strictObject({ username: z.string(), password: z.string() })]).optional(),
  allowedHosts: allowedHosts.optional(),
  /** The value that is replaced is known to others: it and all before it are destroyed at once. */
  isLeaked: z.boolean().optional(),
  acceptsDuplicate: z.boolean().optional(),
  name: fixed('alias'),
  type: fixed('type'),
  visibility: fixed('visibility'),
  purpose: fixed('purpose'),
})
export type EditSecretInput = z.infer<typeof editSecretInput>

/** Revoke, archive, restore: which secret, as it was seen. */
export const secretAsSeenInput = secretPlace.extend({ id, rowVersion })
export type SecretAsSeenInput = z.infer<typeof secretAsSeenInput>

/** An earlier version becomes current again, sealed anew, with its own allowed domains. */
export const makeCurrentInput = secretAsSeenInput.extend({ version: z.int().positive() })
export type MakeCurrentInput = z.infer<typeof makeCurrentInput>

/** Deletes for ever. `confirmation` is the secret's name, typed, where something uses it. */
export const deleteSecretInput = secretAsSeenInput.extend({ confirmation: z.string().max(200).optional() })
export type DeleteSecretInput = z.infer<typeof deleteSecretInput>

/** Organization secrets only. */
export const renameSecretInput = z.object({ organization: slug, id, rowVersion, name: z.string() })
export type RenameSecretInput = z.infer<typeof renameSecretInput>

/** Shows a Masked value for a moment. */
export const revealSecretInput = secretPlace.extend({ id })
export type RevealSecretInput = z.infer<typeof revealSecretInput>

export const maxSelected = 200
const selected = z.array(z.object({ id, rowVersion })).min(1).max(maxSelected)
/** Archives or restores the chosen secrets: each as it was seen, or it is left and named in the answer. */
export const selectedSecretsInput = secretPlace.extend({ secrets: selected })
export type SelectedSecretsInput = z.infer<typeof selectedSecretsInput>
export const setExpirationInput = selectedSecretsInput.extend({ expiresOn })
export type SetExpirationInput = z.infer<typeof setExpirationInput>

/** What became of a change of several: those that were changed, and why the others were not. */
export type SelectedChanged = {
  changed: { id: string; rowVersion: number }[]
  refused: { id: string; name: string; message: string }[]
}

export const listStatuses = ['all', 'active', 'expiring', 'expired', 'revoked', 'archived'] as const
/** A filter of the list. 'all' is all but the archived; 'expiring' is active with 7 days or less left. */
export type ListStatus = (typeof listStatuses)[number]
export const listSorts = ['updated', 'created', 'name'] as const
export type ListSort = (typeof listSorts)[number]

/** What a list shows, as it stands in an address: `?q=&status=&type=&purpose=&sort=&direction=`; what is not understood is left out. */
export const secretQuery = z.object({
  q: z.string().catch(''),
  status: z.enum(listStatuses).catch('all'),
  type: z.enum(secretTypes).nullable().catch(null),
  /** The tabs: secrets for this purpose and those for any; null: every secret. */
  purpose: z.enum(['integration', 'webhook']).nullable().catch(null),
  sort: z.enum(listSorts).catch('updated'),
  /** Newest first, and names from A to Z, unless said otherwise. */
  direction: z.enum(['asc', 'desc']).nullable().catch(null),
})
export type SecretQuery = z.infer<typeof secretQuery>

/** Counts stop here: one more means "1,000+". */
export const countLimit = 1000

/** A row of a list: GET /api/console/{organization}[/{domain}]/secrets?…&cursor= → SecretPage. */
export type SecretListItem = {
  id: string
  name: string
  type: SecretType
  status: SecretStatus
  description: string
  visibility: SecretVisibility
  purpose: SecretPurpose
  /** `YYYY-MM-DD` */
  expiresOn: string | null
  /** Whole days until it cannot be used: 0 is its last day, negative has passed; null: it does not expire. */
  daysLeft: number | null
  version: number
  rowVersion: number
  /** ISO 8601, as every time that crosses the wire. */
  createdAt: string
  createdByName: string
  updatedAt: string
  updatedByName: string
  /** Of an archived one: whole days until it is destroyed. */
  destroyedInDays: number | null
}
export type SecretPage = { items: SecretListItem[]; nextCursor: string | null }

/**
 * How many secrets stand under each filter, for the same search, type and tab: GET …/secrets/counts?… At most
 * countLimit + 1, which means "more". Under a search that finds more than countLimit, only `all` is known.
 */
export type SecretCounts = { all: number } & Record<Exclude<ListStatus, 'all'>, number | null>

export type VersionItem = {
  version: number
  createdAt: string
  createdByName: string
  allowedHosts: string[]
  state: 'current' | 'kept' | 'destroyed'
}

/** GET /api/console/{organization}[/{domain}]/secrets/{id} */
export type SecretDetails = SecretListItem & {
  /** Null: a secret of the organization. */
  domain: { slug: string; name: string } | null
  /** First 16 hex digits of SHA-256 of the sealed value; '' once it is destroyed. */
  fingerprint: string
  allowedHosts: string[]
  /** Where it may go without allowed domains, whoever aims it there; at most 100, by host. */
  approvedHosts: { host: string; approvedAt: string; approvedByName: string }[]
  /** Newest first; at most 100. */
  versions: VersionItem[]
  versionsKept: number
  /** Whether this person may show the value: it is Masked, there is one, and the policy allows it. */
  mayReveal: boolean
  lastUsed: {
    at: string
    consumerName: string
    host: string
    outcome: 'started' | 'answered' | 'failed'
    status: number | null
    durationMs: number | null
  } | null
  /** Sends before those of which there are records; null where there were none, and for who does not see all domains. */
  sentEarlier: { sends: number; lastDay: string } | null
  /** The last 30 days in the organization's time zone, oldest first, today last. */
  usesPerDay: { day: string; sent: number; refused: number }[]
  /** Of the domains that this person may see. */
  places: Place[]
  /** Programs that named it in requests of their own in the last 90 days, in those domains. */
  callers: Caller[]
}

/** What a change of a secret answers: never the value. */
export type SecretChanged = { id: string; name: string; version: number; rowVersion: number }

/** What a reveal answers: the only answer of Postern that holds a value. */
export type RevealedSecret = { type: SecretType; value: string; username: string | null }

/**
 * What a rename would do: GET /api/console/{organization}/secrets/{id}/rename?name= → RenamePreview. `captured` are
 * domain secrets of the new name, which would catch rewritten references: with one of them the rename is refused.
 */
export type RenamePreview = {
  problem: string | null
  places: Place[]
  /** Programs that named it in the last 90 days: their requests cannot be rewritten. */
  callers: Caller[]
  captured: { domainName: string; name: string; places: number }[]
}

/**
 * Requests of a domain that would use another secret if one of this alias were there or gone: GET
 * /api/console/{organization}/{domain}/secrets/captures?name= → Captures. Empty where no organization secret has the name.
 */
export type Captures = { organizationSecret: string | null; places: Place[] }
