import type { ErrorCode } from '#lib/core/errors.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'

/** Answers of a server, or of what stands before it, that is busy or away for a moment. */
const busy = new Set([429, 502, 503, 504])

const failed = new Set<ErrorCode>(['upstream_unreachable', 'upstream_timeout'])

export const isWorthRetrying = (what: { status: number } | { code: ErrorCode }): boolean =>
  'status' in what ? busy.has(what.status) : failed.has(what.code)

/** Longer than that, a person waits for nothing. */
const longestDelayMs = 5_000

/** Half a second, then twice as long each time; or what the server asks for in seconds. RFC 9110 section 10.2.3. */
export function retryDelayMs(nth: number, answer: RawAnswer | null): number {
  const asked = answer === null ? undefined : headerValues(answer, 'retry-after')[0]
  const delayMs = asked !== undefined && /^\d{1,4}$/.test(asked) ? Number(asked) * 1000 : 500 * 2 ** nth
  return Math.min(delayMs, longestDelayMs)
}
