import { z } from '#lib/core/zod.ts'

/** What stores text with references, or names a secret as its key. */
export type ConsumerKind =
  | 'integration'
  | 'integration_request'
  | 'workflow'
  | 'workflow_step'
  | 'template'
  | 'allowlist_endpoint'

/** On whose behalf something is sent: one of those, or a program that gives the whole request itself. */
export type SenderKind = ConsumerKind | 'api'

/** A place that names a secret. */
export type Place = {
  kind: ConsumerKind
  id: string
  domain: { slug: string; name: string }
  /** Of the integration, workflow, template or endpoint. */
  name: string
  /** Of the request or step in it; null: the thing itself. */
  part: string | null
  /** Its address below the domain's: ['integrations', id, 'requests', id]. */
  path: string[]
  /** 'header:Authorization', 'query:key', 'body', 'path', 'auth', 'webhook', 'key' */
  fields: string[]
  lastUsedAt: string | null
  /** Sends of the last 30 days. */
  uses: number
}

/** A program that gave a secret's name in requests of its own: nothing here is rewritten by a rename. */
export type Caller = {
  /** Of its token. */
  id: string
  /** "API · CI", as the token was called then. */
  name: string
  domain: { slug: string; name: string }
  lastUsedAt: string
  /** Sends of the last 30 days. */
  uses: number
}

/** Nothing that may be sent takes longer than all limits of a send together, and half of that again. */
export const longestSendMs = 3 * 60 * 1000

export const sendStates = ['answered', 'failed', 'unknown', 'under_way'] as const
export type SendState = (typeof sendStates)[number]

/**
 * What is known of a send. Its record is durable before anything leaves and completed afterwards: one that is not
 * completed although no send takes that long was cut off by a crash, so that it may have been received or not.
 */
export function sendStateOf(
  { outcome, at }: { outcome: 'started' | 'answered' | 'failed'; at: string },
  now: Date,
): SendState {
  if (outcome !== 'started') return outcome
  return now.getTime() - Date.parse(at) > longestSendMs ? 'unknown' : 'under_way'
}

/** One request that was sent, or was about to be: who sent what where, and what came of it. No values. */
export type SendItem = {
  id: string
  at: string
  state: SendState
  status: number | null
  /** Why it failed. */
  code: string | null
  durationMs: number | null
  method: string
  host: string
  actorName: string
  /** 'person', 'token', 'operator' or 'system' */
  actorKind: string
  domain: { slug: string; name: string }
  /** As it was called then. */
  name: string
  /** Its address below the domain's, now; null for what is gone. */
  path: string[] | null
  /** Those that left; none where nothing did. */
  secrets: SentSecret[]
}

export type SentSecret = {
  id: string
  version: number
  /** As it is called now, and the slug of its domain, null for the organization's own; null for one that is deleted. */
  now: { name: string; domain: string | null } | null
}

/**
 * GET /api/console/{organization}/sends?cursor=…, and the same of a domain. `searchedTo` is there where so many records
 * were looked at that the search stopped: the next page goes on from there. `secret`: the one that a query asks for.
 */
export type SendPage = {
  items: SendItem[]
  nextCursor: string | null
  searchedTo: string | null
  secret: SentSecret['now']
}

/** What came of the sends of a day, `YYYY-MM-DD`; those that are still under way are in none of the counts. */
export type SendsOfDay = { day: string } & Record<SendFilter, number>

export const sendFilters = ['answered', 'failed', 'unknown'] as const
export type SendFilter = (typeof sendFilters)[number]

/** Which sends are looked for. `secret`: an id; `domain`: a slug. */
export type SendQuery = { result: SendFilter | null; secret: string | null; domain: string | null }

/** A query as an address has it; what makes no sense is left out. */
export function sendQueryOf(params: { get: (name: string) => string | null }): SendQuery {
  const secret = params.get('secret')
  return {
    result: sendFilters.find((each) => each === params.get('result')) ?? null,
    secret: z.uuid().safeParse(secret).success ? secret : null,
    domain: params.get('domain')?.slice(0, 63).toWellFormed().replaceAll('\0', '') || null,
  }
}
