import { isReservedSlug, isSlug, longestSlug } from '#lib/core/slug-of.ts'
import { z } from '#lib/core/zod.ts'

/** Archived ones too: their names and addresses stay theirs. */
export const mostDomains = 200

const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .refine(isPlain, 'A name is plain text without control characters.')

/** A domain's part of every address in it, for ever: links, API calls and programs hold on to it. */
const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'Enter the part of the address that stands for this domain.')
  .max(longestSlug, `At most ${longestSlug} characters.`)
  .superRefine((text, context) => {
    const message =
      text === '' || text.length > longestSlug
        ? null
        : !isSlug(text)
          ? 'Use lowercase letters from a to z, numbers, and single hyphens between them.'
          : isReservedSlug(text)
            ? `“${text}” is an address of Postern itself. Choose another one, like ${text}-domain.`
            : null
    if (message) context.addIssue({ code: 'custom', message })
  })

/** What a new domain is called, and where it stands. */
export const newDomain = z.object({ name, slug })
export type NewDomain = z.infer<typeof newDomain>

/** What can be changed of a domain: its address stays. */
export const domainName = z.object({ name })
export type DomainName = z.infer<typeof domainName>

const organization = z.string().max(63)
/** Which domain, and which state of it was looked at: a change of an older one changes nothing. */
const one = { organization, id: z.uuid(), rowVersion: z.int().positive() }

export const createDomainInput = newDomain.extend({ organization })
export type CreateDomainInput = z.infer<typeof createDomainInput>

export const renameDomainInput = domainName.extend(one)
export type RenameDomainInput = z.infer<typeof renameDomainInput>

/** One in which something would stop is archived only with its name. */
export const archiveDomainInput = z.object({ ...one, confirmation: z.string().max(200).optional() })
export type ArchiveDomainInput = z.infer<typeof archiveDomainInput>

export const restoreDomainInput = z.object(one)
export type RestoreDomainInput = z.infer<typeof restoreDomainInput>

export type DomainChanged = { id: string; slug: string; name: string; rowVersion: number }

/** One domain of an organization; archived secrets are not counted. */
export type DomainItem = {
  id: string
  slug: string
  name: string
  /** Who has a role in it; Owners and Org Admins have theirs everywhere. */
  members: number
  secrets: number
  integrations: number
  createdAt: string
  archivedAt: string | null
  rowVersion: number
}

/** GET /api/console/{organization}/domains */
export type DomainList = { items: DomainItem[] }

/** GET /api/console/{organization}/domains/{id}: what would stop with it, or, of an archived one, go on. */
export type DomainDetails = DomainItem & { contents: DomainContents }

/** What a domain holds that acts: it stops when the domain is archived, and goes on when it is restored. */
export type DomainContents = {
  /** Of its secrets, those that something refers to. */
  secretsInUse: number
  requests: number
  workflows: number
  /** Workflows that take deliveries. */
  hooks: number
  /** Runs that are under way. */
  runs: number
  templates: number
  /** API tokens of this domain that hold. */
  tokens: number
  /** Who sees no other domain of the organization. */
  membersOfThisAlone: number
  /** Whether who joins by single sign-on joins here. */
  takesJoining: boolean
}

/** Whether something would stop, so that the name has to be typed. */
export const isInUse = (contents: DomainContents): boolean =>
  [
    contents.secretsInUse,
    contents.requests,
    contents.workflows,
    contents.runs,
    contents.templates,
    contents.tokens,
  ].some((count) => count > 0)
