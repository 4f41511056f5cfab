import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '#lib/auth/network-of.ts'
import { counted, countOne } from '#lib/auth/throttle.ts'
import { db } from '#lib/db/client.ts'

/** Requests that one token may make in a minute. */
export const requestsPerMinute = 600
/** Wrong tokens that one address may present in a quarter of an hour. Whoever presents a right one is not counted. */
export const wrongTokensPerAddress = 60

/** What is left of a token's quota after this request: `resetSeconds` until it is whole again. */
export type Quota = { limit: number; remaining: number; resetSeconds: number; isExceeded: boolean }

/** Counts a request of a token. It does not throw: the answer carries the quota, exceeded or not. */
export async function countTokenRequest(tokenId: string): Promise<Quota> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'token',
    points: requestsPerMinute,
    duration: 60,
    clearExpiredByTimeout: false,
  })
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
  const sentence = 'Too many wrong tokens came from your address.'
  await countOne(counted('wrong-token', [networkOf(address)], wrongTokensPerAddress, sentence), address)
}
