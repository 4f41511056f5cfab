import { headers } from 'next/headers.js'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { env } from '#lib/core/env.ts'
import { clientAddress } from './client-address.ts'
import { peerOf } from './peer-address.ts'
import { programOf } from './program-of.ts'

/** From where the request at hand comes: the client's address, behind POSTERN_TRUSTED_PROXIES, and its program in a few words. */
export async function requestOrigin(): Promise<RequestOrigin> {
  return originOf(await headers(), env().trustedProxies)
}

/** The same of any request's headers. */
export function originOf(headers: Headers, trustedProxies: string[]): RequestOrigin {
  return {
    address: clientAddress(peerOf(headers), headers.get('x-forwarded-for'), trustedProxies),
    program: programOf(headers.get('user-agent')),
  }
}
