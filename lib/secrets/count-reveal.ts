import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { consume } from './consume.ts'

const revealsPerMinute = 30

/** Counts a reveal against its person, so that a session that was left open cannot read out everything. Throws `rate_limited`. */
export async function countReveal(scope: Scope<'secret:reveal'>): Promise<void> {
  const retryAfterSeconds = await consume(scope, 'reveal', revealsPerMinute)
  if (retryAfterSeconds === null) return
  throw new PosternError(
    'rate_limited',
    `Nothing was shown: ${revealsPerMinute} values a minute are the limit. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  )
}
