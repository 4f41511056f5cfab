import { type ErrorCode, httpStatusOf, PosternError } from '#lib/core/errors.ts'
import type { PublicError } from '#lib/core/result.ts'

/** What a code means to a program: the sentences of the catalogue are for people in front of a form. */
const words: Partial<Record<ErrorCode | 'internal', string>> = {
  internal: 'Something went wrong.',
  invalid: 'The request is not as it should be.',
  unauthenticated: 'The request has no token that holds.',
  not_permitted: 'The token does not have the scope, or not the place, that this takes.',
  stale_version: 'What is to be changed is not what If-Match says any more.',
  rate_limited: 'There were too many requests. Retry-After says when to go on.',
}

/** A code in one sentence, which is the same whenever it is answered. */
export const titleOf = (code: ErrorCode | 'internal'): string =>
  words[code] ?? (code === 'internal' ? '' : new PosternError(code).message)

export const problemStatusOf = (code: ErrorCode | 'internal'): number =>
  code === 'internal' ? 500 : httpStatusOf(code)

/** A refusal as RFC 9457 has it: `code` says which, `detail` what of this request, `errors` which fields. */
export function problem({ code, message, fields, retryAfterSeconds }: PublicError): Response {
  const status = problemStatusOf(code)
  const errors = Object.entries(fields).map(([field, detail]) => ({ field, detail }))
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="Postern"')
  const detail = message === new PosternError(code === 'internal' ? 'invalid' : code).message ? titleOf(code) : message
  const body = {
    type: `/api/v1#${code}`,
    title: titleOf(code),
    status,
    detail,
    code,
    ...(errors.length > 0 && { errors }),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
