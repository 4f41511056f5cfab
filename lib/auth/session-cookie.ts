import { env } from '#lib/core/env.ts'

/**
 * Name and attributes of the session's cookie. `__Host-` makes browsers refuse it from another host or over plain http.
 * It has no Max-Age: it goes with the browser, and the session's row says when it ends before that. RFC 6265bis, OWASP ASVS 3.3.
 */
export function sessionCookie(url: URL = env().url) {
  const isSecure = url.protocol === 'https:'
  return {
    name: isSecure ? '__Host-postern-session' : 'postern-session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
  } as const
}
