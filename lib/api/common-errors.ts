import { type ErrorCode, httpStatusOf } from '#lib/core/errors.ts'
import type { Operation } from './operation.ts'

/** What every operation may refuse. */
export const commonErrors = [
  'invalid',
  'unauthenticated',
  'not_permitted',
  'not_found',
  'rate_limited',
] as const satisfies readonly ErrorCode[]

/** What an operation of its kind refuses besides: a body, a key for idempotency, a precondition. RFC 9110, 13; RFC 6585, 3. */
export function errorsOf(
  operation: Pick<Operation, 'method' | 'body' | 'needsIfMatch' | 'takesIfMatch' | 'errors'>,
): ErrorCode[] {
  const { method, body, needsIfMatch, takesIfMatch, errors } = operation
  const codes: ErrorCode[] = [...commonErrors]
  if (method !== 'get') codes.push('body_too_large')
  if (body) codes.push('unsupported_media_type')
  if (method === 'post') codes.push('idempotency_conflict', 'request_in_progress')
  if (needsIfMatch) codes.push('precondition_required')
  if (needsIfMatch || takesIfMatch) codes.push('stale_version')
  return [...new Set([...codes, ...errors])].toSorted((a, b) => httpStatusOf(a) - httpStatusOf(b))
}
