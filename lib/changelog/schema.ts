import { day } from '#lib/core/day.ts'
import { z } from '#lib/core/zod.ts'

/** One entry as people see it. */
export type ChangeLogItem = {
  sequence: string
  at: string
  /** 'secret.created', 'secret.rotated', 'secret.edited', 'secret.archived', 'send.refused' … */
  action: string
  outcome: 'done' | 'refused'
  actorKind: 'person' | 'token' | 'operator' | 'system'
  actorName: string
  /** 'Owner', 'Org Admin', 'Domain Admin', 'Editor', or '' */
  actorRole: string
  subjectKind: string
  subjectId: string | null
  /** As it was called then. */
  subjectName: string
  /** Where the secret that it is about is now: a domain's slug, or null for the organization; null for what is gone, and for what is no secret. */
  secretAt: { domain: string | null } | null
  /** The domain it happened in; null for what is the organization's own. */
  domain: { slug: string; name: string } | null
  details: ChangeDetails
  address: string
  program: string
  /** Hex. */
  hash: string
}

/**
 * GET /api/console/{organization}/activity?cursor=…, and …/secrets/{id}/changes of both places. `searchedTo` is there
 * where a search looked at so many entries that it stopped: the next page goes on from there.
 */
export type ChangeLogPage = {
  items: ChangeLogItem[]
  nextCursor: string | null
  searchedTo: { sequence: string; at: string } | null
}

/** What an entry says beyond who and when. Texts only; a secret's value never stands here. */
export type ChangeDetails = {
  /** Field → its old and new text. */
  fields?: Record<string, { from: string | null; to: string | null }>
  /** A new value: version numbers only. */
  version?: { from: number | null; to: number }
  /** The secret's row version after the change: by it "Verify log" finds an older row that was put back. */
  rowVersion?: number
  /** A refusal: its code, and the host it was about. */
  code?: string
  host?: string
  /** Equal refusals within a minute. */
  count?: number
  /** The subject is gone for good: its row and values were destroyed. */
  isDeleted?: true
  /** A reminder: days until the expiry. */
  daysLeft?: number
  /** By what somebody proved who they are: 'password', 'totp', 'recovery_code', 'passkey', 'sso'. */
  factors?: string[]
  note?: string
}

export const changeKinds = ['all', 'changes', 'refused', 'revealed'] as const
export type ChangeKind = (typeof changeKinds)[number]
export const changeKindLabels: Record<ChangeKind, string> = {
  all: 'All',
  changes: 'Changes',
  refused: 'Refused',
  revealed: 'Revealed',
}

export const changeGroups = ['secrets', 'integrations', 'people', 'tokens', 'organization', 'log'] as const
export type ChangeGroup = (typeof changeGroups)[number]
export const changeGroupLabels: Record<ChangeGroup, string> = {
  secrets: 'Secrets',
  integrations: 'What uses secrets',
  people: 'People and sign-ins',
  tokens: 'API tokens',
  organization: 'Organization and policies',
  log: 'The log itself',
}

/** What of a log is looked for. `from` and `to` are days in the organization's time zone, both included. */
export type ChangeLogQuery = {
  kind: ChangeKind
  q: string
  /** A person's or an API token's id, or `system` or `operator`. */
  actor: string | null
  group: ChangeGroup | null
  from: string | null
  to: string | null
  /** The id of what it happened to; it may be gone by now. */
  subject: string | null
  /** A domain's slug. */
  domain: string | null
}

export const maxLogSearchLength = 100

const uuid = z.uuid()
const aDay = day()

/** A log's query as an address has it; what makes no sense is left out. */
export function changeLogQueryOf(params: { get: (name: string) => string | null }): ChangeLogQuery {
  const oneOf = <T extends string>(list: readonly T[], name: string) => list.find((each) => each === params.get(name))
  const valid = (schema: z.ZodType, name: string) =>
    schema.safeParse(params.get(name)).success ? params.get(name) : null
  const actor = params.get('actor')
  const q = (params.get('q') ?? '').trim().slice(0, maxLogSearchLength).toWellFormed().replaceAll('\0', '')
  return {
    kind: oneOf(changeKinds, 'kind') ?? 'all',
    q,
    actor: actor === 'system' || actor === 'operator' ? actor : valid(uuid, 'actor'),
    group: oneOf(changeGroups, 'group') ?? null,
    from: valid(aDay, 'from'),
    to: valid(aDay, 'to'),
    subject: valid(uuid, 'subject'),
    domain: params.get('domain')?.slice(0, 63).toWellFormed().replaceAll('\0', '') || null,
  }
}

/** GET …/facets: how many entries stand under each filter of a query, and who is in the log. */
export type ChangeLogFacets = {
  /** At most 1000; `isMore` says that there are, or may be, more. */
  counts: Record<ChangeKind, { count: number; isMore: boolean }>
  /** Who acted lately: the `actor` of a query, and how they were called. */
  actors: { actor: string; name: string }[]
}

export const checkLogInput = z.object({ organization: z.string().max(63) })

/** What "Verify log" found. `head` is `sequence:hash`: kept elsewhere, it shows later whether a tail was cut with the head. */
export type LogCheck = { durationMs: number } & (
  | { isWhole: true; entries: number; head: string; since: string | null }
  | { isWhole: false; sequence: number; reason: string; secretName: string | null }
)

export const logFormats = ['csv', 'jsonl'] as const
export type LogFormat = (typeof logFormats)[number]
