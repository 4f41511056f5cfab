import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'
import { pointsOf, textQuotaOf } from './text-quota.ts'

type Counted = Pick<StoredRequest, 'path' | 'headers' | 'query' | 'body' | 'connection'>

/**
 * Counts a test, or a send of a program, against who sends it, one with much text as several: see text-quota.ts. The
 * largest costs half of what a minute has. Throws `rate_limited`.
 */
export async function countTest(permit: Permit<SendPermission>, request: Counted): Promise<void> {
  const quota = textQuotaOf(permit.actor)
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: quota.keyPrefix,
    points: quota.points,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    const { path, headers, query, body, connection } = request
    const bytes = Buffer.byteLength(JSON.stringify([path, headers, query, body, connection ?? null]))
    const points = Math.min(quota.points / 2, pointsOf(quota, bytes))
    await limiter.consume(`${permit.organization.id}:${permit.actor.id}`, points)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    const what = permit.actor.kind === 'token' ? 'sends' : 'tests'
    throw new PosternError(
      'rate_limited',
      `Nothing was sent: ${quota.points} ${what} a minute are the limit, fewer of large requests. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
