import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import { db } from '#lib/db/client.ts'
import { installationKey } from '#lib/keys/installation.ts'

const windowSeconds = 15 * 60

/** What attempts are counted against: so many in a quarter of an hour or in `seconds`, and how the refusal begins. */
export type Counted = { name: string; key: string; points: number; sentence: string; seconds: number }

/** Attempts of one kind (`name`) against what `parts` say. The table holds a keyed hash: it tells nobody who tried from where. */
export function counted(
  name: string,
  parts: string[],
  points: number,
  sentence: string,
  seconds = windowSeconds,
): Counted {
  const key = Buffer.from(keyedHash(deriveKey(installationKey(), 'throttle'), [name, ...parts])).toString('base64url')
  return { name, key, points, sentence, seconds }
}

/** Counts one attempt, in the database, where all processes count. Throws `rate_limited` once there were too many. */
export async function countOne(count: Counted, address: string): Promise<void> {
  const { name, key, points, sentence } = count
  await clearExpired()
  try {
    await limiter(count).consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    if (refusal.consumedPoints === points + 1) log.warn('attempts.throttled', { of: name, address, retryAfterSeconds })
    throw new PosternError('rate_limited', `${sentence} Try again in ${inWords(retryAfterSeconds)}.`, {
      retryAfterSeconds,
    })
  }
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  if (minutes === 1) return 'a minute'
  return minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}

/** Forgets all attempts. */
export async function forget(count: Counted): Promise<void> {
  await limiter(count).delete(count.key)
}

/** Takes one attempt back. */
export async function giveBackOne(count: Counted): Promise<void> {
  await limiter(count).reward(count.key, 1)
}

function limiter({ points, seconds }: Counted): RateLimiterPrisma {
  return new RateLimiterPrisma({
    storeClient: db(),
    tableName: 'throttle',
    keyPrefix: 'sign-in',
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  })
}

let untilClearing = 0

/** A row expires with its window and then only takes space; one attempt in a hundred sweeps. */
async function clearExpired(): Promise<void> {
  if (untilClearing-- > 0) return
  untilClearing = 100
  await db().throttle.deleteMany({ where: { expire: { lt: clock.now() } } })
}
