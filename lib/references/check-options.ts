import type { FieldErrors } from '#lib/core/errors.ts'
import { isIdempotent } from './is-idempotent.ts'
import type { SendOptions } from './stored-request.ts'

/** What is wrong with how a request is sent, field by field. Pure, so that form and server judge alike. */
export function checkOptions({ method, retries }: Pick<SendOptions, 'retries'> & { method: string }): FieldErrors {
  if (retries === 0 || isIdempotent(method)) return {}
  return {
    retries: `A ${method} request is not sent again, because that could do its work twice. Choose Never, or another method.`,
  }
}
