import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { AnswerBinding } from '#lib/crypto/answer-associated-data.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import { installationKey } from '#lib/keys/installation.ts'

/**
 * By what a POST with an Idempotency-Key is known again: keyed hashes of the key and of the whole request, whose body
 * may hold a value; null without the header. Throws `invalid` for a key that is not 1 to 255 visible ASCII characters.
 * draft-ietf-httpapi-idempotency-key-header-07.
 */
export function idempotencyOf(request: Request, token: PresentedToken, body: Uint8Array): AnswerBinding | null {
  const text = request.headers.get('idempotency-key')
  if (text === null || request.method !== 'POST') return null
  if (!/^[!-~]{1,255}$/.test(text))
    throw new PosternError('invalid', 'An Idempotency-Key has 1 to 255 visible ASCII characters and no spaces.')
  const key = deriveKey(installationKey(), 'postern/idempotency/1')
  const organizationId = token.organization.id
  const { pathname, search } = new URL(request.url)
  const of = [organizationId, token.tokenId] as const
  return {
    organizationId,
    tokenId: token.tokenId,
    keyHash: keyedHash(key, ['key', ...of, text]),
    requestHash: keyedHash(key, ['request', ...of, request.method, pathname, search, body]),
  }
}
