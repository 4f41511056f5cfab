import { z } from '#lib/core/zod.ts'
import { hostPatternProblem, normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'
import { normalizePathPattern, pathPatternProblem } from '#lib/host-rules/path-pattern.ts'
import { domainPlace, type SecretStatus } from '#lib/secrets/schema.ts'

export const mostEndpoints = 500

export const encryptions = ['none', 'a128gcm', 'a192gcm', 'a256gcm'] as const
export type Encryption = (typeof encryptions)[number]
export const encryptionLabels: Record<Encryption, string> = {
  none: 'None',
  a128gcm: 'AES-128-GCM',
  a192gcm: 'AES-192-GCM',
  a256gcm: 'AES-256-GCM',
}

export const keyEncodings = ['hex', 'base64', 'text'] as const
export type KeyEncoding = (typeof keyEncodings)[number]
export const keyEncodingLabels: Record<KeyEncoding, string> = {
  hex: 'Hex',
  base64: 'Base64 or Base64url',
  text: 'Text',
}

/** How long answers under the version before still open, at most: thirty days. */
export const mostGraceHours = 720

const problemOf =
  (problem: (text: string) => string | null) => (text: string, context: z.core.$RefinementCtx<string>) => {
    const message = problem(text)
    if (message) context.addIssue({ code: 'custom', message })
  }

const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .refine(isPlain, 'A name is plain text without control characters.')

const fields = {
  name,
  hostPattern: z
    .string()
    .trim()
    .max(300, 'At most 300 characters.')
    .superRefine(
      problemOf((text) =>
        text === '*' ? 'A * alone is every host. Name your hosts, like *.example.com.' : hostPatternProblem(text),
      ),
    )
    .transform(normalizeHostPattern),
  pathPattern: z
    .string()
    .trim()
    .max(1024, 'At most 1,024 characters.')
    .superRefine(problemOf(pathPatternProblem))
    .transform(normalizePathPattern),
  description: z
    .string()
    .trim()
    .max(500, 'A description has at most 500 characters.')
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'The description has a character that cannot be stored. Type it again.',
    ),
  encryption: z.enum(encryptions),
  /** The name of a secret, chosen from those that are there: nothing else is a key. Empty without encryption. */
  keyName: z.string().max(128),
  /** 'password', 'clientKey', '/db/key': without the #. Null: a Token, which is the key itself. */
  keyPart: z.string().min(1).max(1024).nullable(),
  keyEncoding: z.enum(keyEncodings),
  graceHours: z
    .int('Enter a whole number of hours.')
    .min(0, 'Enter 0 or more hours.')
    .max(mostGraceHours, `At most ${mostGraceHours} hours, which are 30 days.`),
}

type WithKey = { encryption: Encryption; keyName: string }
const needsKey = ({ encryption, keyName }: WithKey) => encryption === 'none' || keyName !== ''
const keyMissing = { path: ['keyName'], error: 'Choose the secret that is the key.' }

/** What the form holds. */
export const endpointFields = z.object(fields).refine(needsKey, keyMissing)
export type EndpointFields = z.input<typeof endpointFields>

export const createEndpointInput = domainPlace.extend(fields).refine(needsKey, keyMissing)
export type CreateEndpointInput = z.output<typeof createEndpointInput>

export const updateEndpointInput = domainPlace
  .extend({ ...fields, id: z.uuid(), rowVersion: z.int().positive() })
  .refine(needsKey, keyMissing)
export type UpdateEndpointInput = z.output<typeof updateEndpointInput>

export const deleteEndpointInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type DeleteEndpointInput = z.infer<typeof deleteEndpointInput>

/** Seals a sample with the endpoint's key and opens it again. */
export const testEndpointInput = domainPlace.extend({
  id: z.uuid(),
  text: z.string().min(1, 'Enter a text.').max(2000, 'At most 2,000 characters.'),
})
export type TestEndpointInput = z.infer<typeof testEndpointInput>

/** Opens an envelope that somebody pasted, with the endpoint's key. */
export const openAnswerInput = domainPlace.extend({
  id: z.uuid(),
  envelope: z
    .string()
    .trim()
    .min(1, 'Paste an envelope.')
    .max(16 * 1024, 'At most 16 KiB.'),
})
export type OpenAnswerInput = z.infer<typeof openAnswerInput>

export type EndpointChanged = { id: string; rowVersion: number }

export type EndpointItem = {
  id: string
  name: string
  hostPattern: string
  pathPattern: string
  description: string
  encryption: Encryption
  keyName: string
  keyPart: string | null
  keyEncoding: KeyEncoding
  graceHours: number
  /** Null without encryption. */
  keyStatus: SecretStatus | 'missing' | null
  rowVersion: number
  updatedAt: string
  updatedByName: string
}

/** GET /api/console/{organization}/{domain}/allowlist: all of the domain, by host and path. */
export type EndpointList = {
  items: EndpointItem[]
  /** The organization's policy: nothing is sent but to these. */
  onlyAllowlisted: boolean
}

/** GET /api/console/{organization}/{domain}/allowlist/{id} */
export type EndpointDetails = EndpointItem & {
  /** Of the key's current version, and until when answers under the one before open; null: none is kept, or its time is over. */
  keyVersion: number | null
  previousUntil: string | null
}

/** What a round trip shows: all of it is about a sample. */
export type RoundTrip = { envelope: string; header: string; opened: string; keyVersion: number }

/** The plaintext of a pasted envelope, shown once, and the version of the key that opened it. */
export type OpenedAnswer = { text: string; contentType: string | null; keyVersion: number }
