import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/** So many values that somebody stores are compared with those that are stored. */
export const comparisonsPerMinute = 10

/**
 * Counts one act of the scope's person, at most `points` a minute in this organization: null, or the seconds until the
 * next. It counts in the scope's transaction: another connection for each change that waits would exhaust the pool.
 */
export async function consume(
  { tx, organization, actor }: Pick<Scope<Permission>, 'tx' | 'organization' | 'actor'>,
  what: 'reveal' | 'comparison',
  points: number,
): Promise<number | null> {
  const limiter = new RateLimiterPrisma({
    storeClient: tx,
    tableName: 'throttle',
    keyPrefix: what,
    points,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(`${organization.id}:${actor.id ?? actor.kind}`)
    return null
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
  }
}
