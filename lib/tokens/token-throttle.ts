import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '#lib/auth/network-of.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { installationKey } from '#lib/keys/installation.ts'

/** Requests that one token may make in a minute. */
export const requestsPerMinute = 600
/** Wrong tokens that one address may present in a quarter of an hour. Whoever presents a right one is not counted. */
export const wrongTokensPerAddress = 60

/** What is left of a token's quota after this request: `resetSeconds` until it is whole again. */
export type Quota = { limit: number; remaining: number; resetSeconds: number; isExceeded: boolean }

/** Counts a request of a token. It does not throw: the answer carries the quota, exceeded or not. */
export async function countTokenRequest(tokenId: string): Promise<Quota> {
  const limiter = limiterOf('token', requestsPerMinute, 60)
  const counted = await limiter.consume(tokenId).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal
    throw refusal
  })
  return {
    limit: requestsPerMinute,
    remaining: Math.max(0, counted.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(counted.msBeforeNext / 1000)),
    isExceeded: counted.consumedPoints > requestsPerMinute,
  }
}

/** Counts a wrong token of an address. Throws `rate_limited` once there were too many. */
export async function countWrongToken(address: string): Promise<void> {
  const key = keyedHash(deriveKey(installationKey(), 'throttle'), ['wrong-token', networkOf(address)])
  try {
    await limiterOf('wrong-token', wrongTokensPerAddress, 15 * 60).consume(Buffer.from(key).toString('base64url'))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    if (refusal.consumedPoints === wrongTokensPerAddress + 1)
      log.warn('wrong_token.throttled', { address, retryAfterSeconds })
    throw new PosternError('rate_limited', 'Too many wrong tokens came from your address.', { retryAfterSeconds })
  }
}

const limiterOf = (keyPrefix: string, points: number, duration: number) =>
  new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix,
    points,
    duration,
    clearExpiredByTimeout: false,
  })
