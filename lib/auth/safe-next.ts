/**
 * The address to go to after signing in: `next` if it is a path of this console, else null. What could lead elsewhere
 * (`//host`, `/\host`, a scheme, control characters that the URL parser drops) is refused. OWASP: Unvalidated Redirects.
 */
export function safeNext(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 2048) return null
  if (!next.startsWith('/') || /[\\\p{Cc}]/u.test(next) || next.startsWith('//')) return null
  const base = 'http://console.invalid'
  if (!URL.canParse(next, base)) return null
  const url = new URL(next, base)
  // `/a/..//host` is `//host` once its dot segments are gone.
  if (url.origin !== base || url.pathname.startsWith('//')) return null
  if (/^\/(?:(?:sign-in|setup)\/?$|api\/)/.test(url.pathname)) return null
  return `${url.pathname}${url.search}${url.hash}`
}
