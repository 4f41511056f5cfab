import type { WaitingHost } from '#lib/approvals/schema.ts'

/** What can be wrong with a secret that is in use; in the order in which it is shown. */
export const findings = ['expired', 'expiring', 'unrestricted', 'weak', 'duplicated', 'unused', 'neverUsed'] as const
export type Finding = (typeof findings)[number]

/** Active with so many days or less left. */
export const expiringDays = 7
/** Used once, and not for so many days. */
export const unusedDays = 90
/** Stored for longer than this, and never sent. */
export const neverUsedDays = 30
/** How far the timeline looks. */
export const timelineDays = 90
/** Counts stop here: one more means "1,000+". */
export const healthCountLimit = 1000

/** A secret of the organization itself (`domain` is null), or of a domain. */
export type HealthSecret = { id: string; name: string; domain: { slug: string; name: string } | null }

/** A secret of a finding, with what its sentence needs. */
export type FoundSecret = HealthSecret & {
  /** Days until it cannot be used; negative: days since. Null: it has no date. */
  daysLeft: number | null
  weakness: 'short' | 'common' | 'guessable' | null
  /** Equal in secrets of this answer that share their value; null in other findings. Says nothing of the value. */
  group: string | null
  lastUsedAt: string | null
}

/** What is to be done first, and what depends on it. */
export type UrgentSecret = FoundSecret & {
  finding: Finding
  /** Sends of the last 30 days, and where they went: at most three hosts. */
  uses: number
  hosts: string[]
  /** Refused sends since it expired, of the last 30 days. */
  refused: number
  /** Requests that name it, and the domains that they are in. */
  requests: number
  inDomains: string[]
  /** Who stored its current value. */
  storedBy: string
  /** The other secrets with the same value. */
  sameAs: HealthSecret[]
}

export type HealthReport = {
  /** ISO 8601. */
  checkedAt: string
  counts: Record<Finding, number>
  first: UrgentSecret[]
  /** At most 100 of each, by name. */
  lists: Record<Finding, FoundSecret[]>
  /** Hosts that wait for approval: how many, and at most 100, those that were asked for last first. */
  waiting: { count: number; items: WaitingHost[] }
  /** The next 90 days, soonest first; at most 300. */
  expiries: (HealthSecret & { daysLeft: number })[]
}
