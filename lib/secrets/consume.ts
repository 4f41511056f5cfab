import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/** So many values that somebody stores are compared with those that are stored. */
export const comparisonsPerMinute = 10

type Counted = Pick<Scope<Permission>, 'tx' | 'organization' | 'actor'>
type Act = 'reveal' | 'comparison'

/**
 * Counts one act of the scope's person, at most `points` a minute in this organization: null, or the seconds until the
 * next. It counts in the scope's transaction: another connection for each change that waits would exhaust the pool.
 */
export async function consume(scope: Counted, what: Act, points: number): Promise<number | null> {
  const { used, msBeforeNext } = await count(scope, what, { points, wanted: 1 })
  return used <= points ? null : Math.max(1, Math.ceil(msBeforeNext / 1000))
}

/** Counts `wanted` acts at once and answers how many of them are within the limit: the first ones. */
export async function consumeUpTo(scope: Counted, what: Act, points: number, wanted: number): Promise<number> {
  if (wanted === 0) return 0
  const { used } = await count(scope, what, { points, wanted })
  return Math.min(wanted, Math.max(0, points - (used - wanted)))
}

async function count(
  { tx, organization, actor }: Counted,
  what: Act,
  { points, wanted }: { points: number; wanted: number },
): Promise<{ used: number; msBeforeNext: number }> {
  const limiter = new RateLimiterPrisma({
    storeClient: tx,
    tableName: 'throttle',
    keyPrefix: what,
    points,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  const { consumedPoints: used, msBeforeNext } = await limiter
    .consume(`${organization.id}:${actor.id ?? actor.kind}`, wanted)
    .catch((refusal) => {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    })
  return { used, msBeforeNext }
}
