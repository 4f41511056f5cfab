import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { SendPermission } from '#lib/sending/send-permission.ts'

const testsPerMinute = 30

/** So much text costs a test more, of which the largest costs as much as so many. */
const bytesATest = 8 * 1024
const mostTests = 15

type Counted = Pick<StoredRequest, 'path' | 'headers' | 'query' | 'body' | 'connection'>

/**
 * Counts a test against its person, one with much text as several. Threat: guesses that are saved beside a reference, and
 * dotted in the answer, are confirmed. With what is shown of an answer this bounds them to some tens of thousands a
 * minute, of eight bytes and more: enough against random values, not against words. Throws `rate_limited`.
 */
export async function countTest(permit: Permit<SendPermission>, request: Counted): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'test',
    points: testsPerMinute,
    duration: 60,
    clearExpiredByTimeout: false,
  })
  try {
    const { path, headers, query, body, connection } = request
    const bytes = Buffer.byteLength(JSON.stringify([path, headers, query, body, connection ?? null]))
    const points = Math.min(mostTests, 1 + Math.floor(bytes / bytesATest))
    await limiter.consume(`${permit.organization.id}:${permit.actor.id}`, points)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new PosternError(
      'rate_limited',
      `Nothing was sent: ${testsPerMinute} tests a minute are the limit, fewer of large requests. Try again in ${retryAfterSeconds} seconds.`,
      { retryAfterSeconds },
    )
  }
}
