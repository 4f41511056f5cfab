import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'

const testsPerMinute = 30

/**
 * Counts a test against its person. A guess that is saved beside a reference, and dotted in the answer, would be
 * confirmed: this bounds how many can be tried. Throws `rate_limited`.
 */
export async function countTest(permit: Permit<'integration:test'>): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'test',
    points: testsPerMinute,
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
      `Nothing was sent: ${testsPerMinute} tests a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
