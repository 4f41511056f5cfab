import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'

const checksPerMinute = 4

/** Counts a check of the whole log against its person: each reads everything. Throws `rate_limited`. */
export async function countCheck({ organization, actor }: Permit<Permission>): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'log-check',
    points: checksPerMinute,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(`${organization.id}:${actor.id}`)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new PosternError(
      'rate_limited',
      `The log was not checked: ${checksPerMinute} checks a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
