import { httpStatusOf } from '#lib/core/errors.ts'
import type { PublicError } from '#lib/core/result.ts'

/** A refusal as RFC 9457 has it: `code` says which, `errors` which fields, Retry-After when to try again. */
export function problem({ code, message, fields, retryAfterSeconds }: PublicError): Response {
  const status = code === 'internal' ? 500 : httpStatusOf(code)
  const errors = Object.entries(fields).map(([field, detail]) => ({ field, detail }))
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds))
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="Postern"')
  const body = { type: 'about:blank', title: message, status, code, ...(errors.length > 0 && { errors }) }
  return new Response(JSON.stringify(body), { status, headers })
}
