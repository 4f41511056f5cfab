import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { installationKey } from '#lib/keys/installation.ts'
import { networkOf } from './network-of.ts'

const windowSeconds = 15 * 60
/** Wrong passwords in a quarter of an hour, of one account from one address, and of all accounts from one address. */
export const attemptsPerAccountAndAddress = 10
export const attemptsPerAddress = 60

export type Attempt = { addressKey: string; accountKey: string }

/**
 * Counts an attempt to sign in, before anything about it is checked. There is no count of an account alone: with one,
 * anybody could lock its owner out. Answers what countedRight() takes back. Throws `rate_limited`. OWASP ASVS 6.1.1, 6.3.1.
 */
export async function countAttempt(email: string, address: string): Promise<Attempt> {
  const network = networkOf(address)
  const attempt = { addressKey: hashed(['address', network]), accountKey: hashed(['account', email, network]) }
  await clearExpired()
  await consume(attemptsPerAddress, attempt.addressKey, address)
  await consume(attemptsPerAccountAndAddress, attempt.accountKey, address)
  return attempt
}

/**
 * Forgets the wrong attempts of an account from its address once the password was right. The address gets back only
 * this one attempt: else who has one account could guess at the others for ever by signing in between.
 */
export async function countedRight({ addressKey, accountKey }: Attempt): Promise<void> {
  await limiter(attemptsPerAccountAndAddress).delete(accountKey)
  await limiter(attemptsPerAddress).reward(addressKey, 1)
}

function limiter(points: number): RateLimiterPrisma {
  return new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'sign-in',
    points,
    duration: windowSeconds,
    clearExpiredByTimeout: false,
  })
}

async function consume(points: number, key: string, address: string): Promise<void> {
  try {
    await limiter(points).consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    if (refusal.consumedPoints === points + 1) log.warn('sign_in.throttled', { address, retryAfterSeconds })
    const minutes = Math.ceil(retryAfterSeconds / 60)
    throw new PosternError(
      'rate_limited',
      `Too many wrong passwords from your address. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      { retryAfterSeconds },
    )
  }
}

/** Keyed, so that the table tells nobody who tried to sign in from where. */
function hashed(parts: string[]): string {
  return Buffer.from(keyedHash(deriveKey(installationKey(), 'throttle'), parts)).toString('base64url')
}

let untilClearing = 0

/** A row expires with its window and then only takes space; one attempt in a hundred sweeps. */
async function clearExpired(): Promise<void> {
  if (untilClearing-- > 0) return
  untilClearing = 100
  await db().throttle.deleteMany({ where: { expire: { lt: clock.now() } } })
}
