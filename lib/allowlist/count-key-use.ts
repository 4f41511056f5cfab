import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'

const usesPerMinute = 30

/**
 * Counts a use of an endpoint's key against its person. Threat: what opens pasted envelopes answers whoever guesses at
 * them. Throws `rate_limited`.
 */
export async function countKeyUse(permit: Permit<'allowlist:test'>): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'endpoint-test',
    points: usesPerMinute,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(`${permit.organization.id}:${permit.actor.id}`)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new PosternError(
      'rate_limited',
      `Nothing was encrypted or opened: ${usesPerMinute} tests a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
