import { timingSafeEqual } from 'node:crypto'
import { clock } from '#lib/core/clock.ts'
import { hashOfLink, newLinkToken } from './link-token.ts'

export const setupTokenLifetimeMs = 60 * 60 * 1000

export type StoredSetupToken = { setupTokenHash: Uint8Array | null; setupTokenExpires: Date | null }

/** A new token for the link to the setup page, and what the database holds of it. */
export function newSetupToken(): {
  token: string
  stored: { setupTokenHash: Uint8Array<ArrayBuffer>; setupTokenExpires: Date }
} {
  const { token, tokenHash } = newLinkToken()
  const setupTokenExpires = new Date(clock.now().getTime() + setupTokenLifetimeMs)
  return { token, stored: { setupTokenHash: tokenHash, setupTokenExpires } }
}

/** Whether `token` is the stored one and still holds. */
export function isSetupToken(token: string, { setupTokenHash, setupTokenExpires }: StoredSetupToken): boolean {
  if (!setupTokenHash || !setupTokenExpires || setupTokenExpires <= clock.now()) return false
  const hash = hashOfLink(token)
  return hash.byteLength === setupTokenHash.byteLength && timingSafeEqual(hash, setupTokenHash)
}
