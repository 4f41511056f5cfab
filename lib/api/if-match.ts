import { PosternError } from '#lib/core/errors.ts'

/**
 * The row version in an If-Match header, which is the ETag of what the caller has seen. Throws `precondition_required`
 * where there is none, and `invalid` for `*`, a list or a weak one: whoever changes something says what they saw. RFC 9110,
 * 13.1.1; RFC 6585, 3.
 */
export function ifMatchIn(headers: Headers): number {
  const text = headers.get('if-match')
  if (text === null) throw new PosternError('precondition_required')
  const [, version] = /^"([1-9]\d{0,8})"$/.exec(text.trim()) ?? []
  if (version === undefined)
    throw new PosternError('invalid', 'If-Match must be the ETag of what is changed, as it was answered: "3".')
  return Number(version)
}
