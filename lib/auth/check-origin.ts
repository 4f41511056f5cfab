import { headers } from 'next/headers.js'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isTrustedProxy } from './client-address.ts'
import { peerOf } from './peer-address.ts'

/**
 * Makes sure that the request at hand was sent by a page of this console. Every server action calls it first: Next
 * itself takes a request without an Origin, and believes anybody's X-Forwarded-Host. Throws `not_permitted`.
 */
export async function checkOrigin(): Promise<void> {
  const { url, trustedProxies } = env()
  if (isFromConsole(await headers(), url, trustedProxies)) return
  throw new PosternError(
    'not_permitted',
    `Nothing was done, because this page was not opened at Postern’s own address. Open ${url.origin} and try again.`,
  )
}

/** Whether Origin is there and is the console's, and the request was addressed to it. OWASP CSRF Prevention Cheat Sheet. */
export function isFromConsole(headers: Headers, url: URL, trustedProxies: string[]): boolean {
  if (headers.get('origin') !== url.origin) return false
  const forwarded = headers.get('x-forwarded-host')
  const host = forwarded && isTrustedProxy(peerOf(headers), trustedProxies) ? forwarded : headers.get('host')
  return host?.toLowerCase() === url.host
}
