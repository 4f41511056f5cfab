import { createHash, randomBytes } from 'node:crypto'
import { env } from '#lib/core/env.ts'

/** So long a link holds. */
export const invitationLifetimeMs = 7 * 24 * 60 * 60 * 1000

/** A new link's token of 256 random bits, and its hash, which is all that is stored: with that much in it a plain one suffices. OWASP ASVS 6.5.2. */
export function newInvitationToken(): { token: string; tokenHash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOfToken(token) }
}

/** By which an invitation is found. */
export const hashOfToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest())

/** The link, with the token in its fragment, which browsers send to no server and write to no log. */
export const invitationLink = (token: string): string => `${env().url.origin}/invite#${token}`
