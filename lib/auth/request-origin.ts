import { headers } from 'next/headers.js'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { env } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import { clientAddress, isTrustedProxy } from './client-address.ts'
import { peerOf } from './peer-address.ts'
import { programOf } from './program-of.ts'

/** From where the request at hand comes: the client's address, behind POSTERN_TRUSTED_PROXIES, and its program in a few words. */
export async function requestOrigin(): Promise<RequestOrigin> {
  return originOf(await headers(), env().trustedProxies)
}

/** The same of any request's headers. */
export function originOf(headers: Headers, trustedProxies: string[]): RequestOrigin {
  const peer = peerOf(headers)
  const forwardedFor = headers.get('x-forwarded-for')
  // Next writes the peer itself there where the client wrote nothing.
  if (forwardedFor && forwardedFor !== peer && !isTrustedProxy(peer, trustedProxies)) warnOnce()
  return {
    address: clientAddress(peer, forwardedFor, trustedProxies),
    program: programOf(headers.get('user-agent')),
  }
}

const warned = globalThis as { posternWarnedOfProxy?: true }

/** Behind a proxy that is not named, all clients share one address, and one of them can use up the attempts of all. */
function warnOnce(): void {
  if (warned.posternWarnedOfProxy) return
  warned.posternWarnedOfProxy = true
  log.warn('forwarded_address.ignored', {
    hint: 'A request came with X-Forwarded-For from an address that POSTERN_TRUSTED_PROXIES does not name. If it is your proxy, name it there.',
  })
}
