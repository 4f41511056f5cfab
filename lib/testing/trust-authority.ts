import { getCACertificates, setDefaultCACertificates } from 'node:tls'

/**
 * Makes this process trust one more certificate authority, as NODE_EXTRA_CA_CERTS does for a process that starts:
 * verification itself stays on.
 */
export function trustAuthority(pem: string): void {
  setDefaultCACertificates([...getCACertificates('default'), pem])
}
