import { z } from '#lib/core/zod.ts'
import { maxAllowedHosts, maxDescriptionLength, purposes, secretTypes, visibilities } from '#lib/secrets/schema.ts'

export const secretStatuses = ['active', 'expired', 'revoked', 'archived'] as const

const name = z
  .string()
  .describe(
    'A domain’s secret: lowercase letters, numbers, hyphens and underscores. The organization’s: begins with a letter, has letters, numbers, _, - and ., where dots make groups: crm.apiKey. At most 128 characters.',
  )
  .meta({ examples: ['crm.apiKey'] })
const description = z
  .string()
  .describe(`At most ${maxDescriptionLength} characters.`)
  .meta({ examples: ['Key of the CRM'] })
const allowedHosts = z
  .array(z.string())
  .describe(
    `Where the value may be sent: api.example.com, *.example.com, host:8443. Empty: to any host. At most ${maxAllowedHosts}.`,
  )
  .meta({ examples: [['api.example.com']] })
const expiresOn = z.iso
  .date({ error: 'This is a date as year-month-day, like 2027-03-14.' })
  .nullable()
  .describe('The last usable day, in the organization’s time zone. Null: it does not expire.')
  .meta({ examples: ['2027-03-14'] })
const acceptsDuplicate = z
  .boolean()
  .describe(
    'Store the value although another secret has it. Without this, a value of 16 bytes or more that stands in a secret that this token may change is refused with duplicate_value, which names the secret. Ten values a minute are compared; the rest are stored.',
  )
  .meta({ examples: [false] })

const isTextOrObject = (value: unknown) =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))

/** Not a record, which would drop a key named __proto__ and leave a value that nobody has sent. */
const value = z
  .unknown()
  .refine(isTextOrObject, { error: 'A value is text, or an object.' })
  .meta({
    type: ['string', 'object'],
    examples: ['the key, as text'],
    description:
      'Of a token: text. Of a username_password: {"username": …, "password": …}. Of a json: an object, or its text. An object is stored as JSON.stringify writes it, so that its numbers are those of a double: 1.10 becomes 1.1, and one beyond 2^53 is refused. Text is stored as it is. At most 64 KiB.',
  })

export const secretId = z.strictObject({ id: z.uuid().describe('The secret’s id.') })

const limit = z.coerce.number().int().min(1).max(100).default(50)
/** Answered as `nextCursor`; each list has a form of its own. */
export const paged = (cursor: RegExp) => ({
  limit: limit.describe('How many at most.'),
  cursor: z
    .string()
    .regex(cursor, { error: 'This is no cursor of this list. Begin without one.' })
    .optional()
    .describe('The nextCursor of the page before.'),
})

export const createSecretBody = z.strictObject({
  scope: z
    .enum(['organization', 'domain'])
    .describe('Whose it is to be.')
    .meta({ examples: ['organization'] }),
  domain: z.string().optional().describe('The domain’s slug, with scope domain; left out otherwise.'),
  name,
  type: z
    .enum(secretTypes)
    .describe('Which shape its value has.')
    .meta({ examples: ['token'] }),
  value,
  description: description.optional(),
  allowedHosts: allowedHosts.optional(),
  expiresOn: expiresOn.optional(),
  visibility: z.enum(visibilities).optional().describe('restricted, unless said otherwise. No API answers a value.'),
  purpose: z.enum(purposes).optional().describe('any, unless said otherwise.'),
  acceptsDuplicate: acceptsDuplicate.optional(),
})

const fixed = ['scope', 'domain', 'name', 'type', 'visibility', 'purpose']

export const editSecretBody = z.strictObject(
  {
    value: value.optional(),
    description: description.optional(),
    allowedHosts: allowedHosts.optional().describe('With a new value alone: the hosts belong to it.'),
    expiresOn: expiresOn.optional(),
    isLeaked: z
      .boolean()
      .optional()
      .describe('With a new value: the one that it replaces, and all before it, are destroyed at once.'),
    acceptsDuplicate: acceptsDuplicate.optional(),
  },
  {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined
      const found = fixed.filter((each) => (issue.keys as string[]).includes(each))
      if (found.length === 0) return undefined
      return `Fixed when a secret is created, and so not taken here: ${found.join(', ')}. Nothing was changed.`
    },
  },
)

export const makeCurrentBody = z.strictObject({
  version: z
    .int()
    .positive()
    .describe('Of a value that is kept still.')
    .meta({ examples: [1] }),
})
export const renameSecretBody = z.strictObject({ name })

/** A secret as the API answers it. */
export const secretOut = z
  .object({
    id: z.uuid(),
    scope: z.enum(['organization', 'domain']).describe('Whose it is.'),
    domain: z.string().nullable().describe('The domain’s slug; null: a secret of the organization.'),
    name: z.string().describe('What a reference says: {secrets.NAME}.'),
    type: z.enum(secretTypes).describe('Fixed, as name, visibility and purpose are.'),
    status: z.enum(secretStatuses).describe('Only an active one can be used.'),
    description: z.string().describe('Empty, where there is none.'),
    allowedHosts: z.array(z.string()).describe('Of the current value. Empty: any host.'),
    expiresOn: z.iso.date().nullable().describe('The last usable day, in the organization’s time zone.'),
    visibility: z.enum(visibilities).describe('masked: people who may can show it in the console. Never here.'),
    purpose: z.enum(purposes).describe('What may use it.'),
    version: z.int().describe('Of the value. The ETag counts every change of the secret.'),
    fingerprint: z
      .string()
      .nullable()
      .describe('16 hex digits of a hash of the encrypted value: equal values never share one. Null: it is destroyed.'),
    createdAt: z.iso.datetime().describe('When it was stored.'),
    updatedAt: z.iso.datetime().describe('When it was changed last, in whatever way.'),
    lastUsedAt: z.iso
      .datetime()
      .nullable()
      .describe('When it was last sent, in the domains that this token reaches. Long ago, the day alone.'),
    usageCount: z.int().describe('How often it was sent, in the domains that this token reaches.'),
  })
  .meta({ id: 'Secret' })
