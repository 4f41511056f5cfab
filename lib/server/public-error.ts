import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import type { PublicError } from '#lib/core/result.ts'

/**
 * What whoever asked may know of a failure. A PosternError says what it says; anything else is logged under an id and
 * shown as that id alone, because a library's message may quote a value.
 */
export function publicError(error: unknown): PublicError {
  if (!(error instanceof PosternError)) {
    return { code: 'internal', message: `Something went wrong (${log.failure(error)}).`, fields: {} }
  }
  const { code, message, fields, retryAfterSeconds, noticed } = error
  return {
    code,
    message,
    fields,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(noticed && { noticed }),
  }
}
