import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'

/** Programs seal and open often, and are held to what they may send. */
const ofPerson = { keyPrefix: 'endpoint-test', points: 30, what: 'tests' }
const ofToken = { keyPrefix: 'token-key', points: 240, what: 'uses of a key' }

/**
 * Counts a use of an endpoint's key against its person or token. Threat: what opens pasted envelopes answers whoever guesses at
 * them. Throws `rate_limited`.
 */
export async function countKeyUse(permit: Permit<'allowlist:test'>): Promise<void> {
  const { keyPrefix, points, what } = permit.actor.kind === 'token' ? ofToken : ofPerson
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix,
    points,
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
      `Nothing was encrypted or opened: ${points} ${what} a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
