import { env } from './env.ts'

/**
 * The issuers whose accounts sign people in now: the one that the operator set, as an address and as it is written without
 * its last slash; none where there is no provider. Identities of a provider before it count for nothing.
 */
export function acceptedIssuers(): string[] {
  const issuer = env().sso?.issuer.href
  return issuer === undefined ? [] : [issuer, issuer.replace(/\/$/, '')]
}
