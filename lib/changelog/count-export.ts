import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

const exportsPerMinute = 30

/** Counts a file that is taken against its person: each reads much, and adds an entry to the log. Throws `rate_limited`. */
export async function countExport({ tx, organization, actor }: Scope<Permission>): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: tx,
    tableName: 'throttle',
    keyPrefix: 'export',
    points: exportsPerMinute,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(`${organization.id}:${actor.id ?? actor.kind}`)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new PosternError(
      'rate_limited',
      `Nothing was exported: ${exportsPerMinute} files a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
