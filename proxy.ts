import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '#lib/core/env.ts'

/**
 * Gives every answer its policy, and tells the pages what they cannot know otherwise: the nonces and their own address.
 * Who may see a page is not decided here but by the page itself, from the database.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64')
  const styleNonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, styleNonce)

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-style-nonce', styleNonce)
  // Next takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  headers.set('x-postern-path', pathOf(request))

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cache-Control', 'no-store')
  response.headers.set('X-Content-Type-Options', 'nosniff')
  response.headers.set('Referrer-Policy', 'no-referrer')
  response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  response.headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  response.headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
  if (env().url.protocol === 'https:') response.headers.set('Strict-Transport-Security', 'max-age=31536000')
  return response
}

// Prefetches are not left out, as Next's examples do: their answers would carry no policy.
export const config = { matcher: '/((?!_next/static/).*)' }

/**
 * Styles that libraries add while they run (the JSON editor's) get a nonce of their own, from instrumentation-client.ts:
 * who learned it could add styles, not scripts. Attributes stay allowed, because the editor measures itself with them.
 */
function contentSecurityPolicy(nonce: string, styleNonce: string): string {
  const { isProduction } = env()
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isProduction ? '' : ` 'unsafe-eval'`}`,
    `style-src 'self' ${isProduction ? `'nonce-${styleNonce}' 'nonce-${nonce}'` : `'unsafe-inline'`}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; ')
}

/** Path and query as the person sees them: where to come back to after signing in. */
function pathOf({ nextUrl }: NextRequest): string {
  const query = new URLSearchParams(nextUrl.search)
  query.delete('_rsc')
  return query.size > 0 ? `${nextUrl.pathname}?${query}` : nextUrl.pathname
}
