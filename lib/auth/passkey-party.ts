import ipaddr from 'ipaddr.js'
import { env } from '#lib/core/env.ts'

/** Whom a passkey is for: this console alone, as POSTERN_URL says it. WebAuthn 3, 5.1.3. */
export function relyingParty({ hostname, origin }: URL = env().url) {
  return { name: 'Postern', id: hostname, origin }
}

/** Whether browsers take passkeys here at all: an address that is a number is no domain to them. */
export const passkeysWork = ({ hostname }: URL = env().url): boolean =>
  !ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''))
