import { createHash, randomBytes } from 'node:crypto'

/** A new token of 256 random bits for a link, and what the database holds of it: with that much in it, a plain hash suffices (OWASP ASVS 6.5.2). */
export function newLinkToken(): { token: string; tokenHash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOfLink(token) }
}

/** By which the row of a link's token is found. */
export const hashOfLink = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest())
