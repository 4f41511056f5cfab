import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import { findToken } from '#lib/tokens/find-token.ts'
import { countWrongToken } from '#lib/tokens/token-throttle.ts'

/**
 * The token that a request presents as `Authorization: Bearer pst_…` (RFC 6750, 2.1). A cookie counts for nothing here,
 * so no page of another site can make a browser call the API. Throws `unauthenticated`, for a missing, malformed, unknown,
 * expired and revoked one alike, and `rate_limited` once an address has presented too many of them.
 */
export async function presentToken(headers: Headers, address: string): Promise<PresentedToken> {
  const [, text] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  const token = text === undefined ? null : await findToken(text, address)
  if (token) return token
  if (text !== undefined) await countWrongToken(address)
  throw new PosternError(
    'unauthenticated',
    'This API takes a token: Authorization: Bearer pst_…. The token is missing, wrong, expired or revoked.',
  )
}
