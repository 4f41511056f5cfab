import { type TokenScope, tokenScopes } from '#lib/access/permissions.ts'
import { day } from '#lib/core/day.ts'
import { z } from '#lib/core/zod.ts'

/** Of one domain, or of the organization itself; revoked and expired ones are not counted. */
export const mostTokens = 200
/** A token that expires within so many days is pointed out. */
export const expiresSoonDays = 7

/** What a scope lets a program do, in one sentence for whoever gives it. */
export const scopeSentences: Record<TokenScope, string> = {
  'secrets:read': 'List secrets, their details, change logs and usages. Never a value: no token reads one.',
  'secrets:write': 'Create, edit, rotate, revoke, archive, restore and delete secrets.',
  'requests:send': 'Send requests that use secrets; run requests, workflows, templates and allowlist encryption.',
  'activity:read': 'Read the change log of everything that this token reaches.',
}

export const lifetimes = ['30', '90', '365', 'date', 'never'] as const
export type Lifetime = (typeof lifetimes)[number]
export const lifetimeLabels: Record<Lifetime, string> = {
  '30': '30 days',
  '90': '90 days',
  '365': '365 days',
  date: 'On a date',
  never: 'Never',
}

const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** What somebody chooses for a new token. Where it holds is where it is made. */
export const tokenFields = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, 'Enter a name, like the program that will use this token.')
      .max(100, 'A name has at most 100 characters.')
      .refine(isPlain, 'A name is plain text without control characters.'),
    scopes: z
      .array(z.enum(tokenScopes))
      .min(1, 'Choose what this token may do.')
      .transform((scopes) => tokenScopes.filter((each) => scopes.includes(each))),
    lifetime: z.enum(lifetimes),
    /** The last usable day, in the organization's time zone; of a lifetime `date` alone. */
    expiresOn: z.string().max(10),
  })
  .superRefine(({ lifetime, expiresOn }, context) => {
    const judged = day('Enter the last day on which it may be used.').safeParse(expiresOn)
    if (lifetime === 'date' && !judged.success)
      context.addIssue({ code: 'custom', path: ['expiresOn'], message: judged.error.issues[0]?.message })
  })
export type TokenFields = z.input<typeof tokenFields>

const place = { organization: z.string().max(63), domain: z.string().max(63).optional() }

export const createTokenInput = tokenFields.safeExtend(place)
export type CreateTokenInput = z.output<typeof createTokenInput>

export const revokeTokenInput = z.object({ ...place, id: z.uuid() })
export type RevokeTokenInput = z.infer<typeof revokeTokenInput>

/** The one answer that has a token's text. */
export type TokenCreated = { id: string; name: string; text: string }

export type TokenStatus = 'active' | 'expired' | 'revoked'

export type TokenItem = {
  id: string
  name: string
  /** The last four characters, by which people know it again. */
  ending: string
  scopes: TokenScope[]
  status: TokenStatus
  /** Of one that holds: whether it expires within a week. */
  expiresSoon: boolean
  createdAt: string
  createdByName: string
  /** Null: it does not expire. */
  expiresAt: string | null
  revokedAt: string | null
  revokedByName: string | null
  lastUsedAt: string | null
  lastUsedAddress: string | null
}

/** GET /api/console/{organization}/tokens, and of a domain: its own tokens, and how many of the organization reach it too. */
export type TokenList = { items: TokenItem[]; ofOrganization: number }
