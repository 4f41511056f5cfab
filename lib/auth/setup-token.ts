import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { clock } from '#lib/core/clock.ts'

export const setupTokenLifetimeMs = 60 * 60 * 1000

export type StoredSetupToken = { setupTokenHash: Uint8Array | null; setupTokenExpires: Date | null }

/** A new token of 256 random bits, and what the database holds of it: with that much in it, a plain hash suffices (OWASP ASVS 6.5.2). */
export function newSetupToken(): {
  token: string
  stored: { setupTokenHash: Uint8Array<ArrayBuffer>; setupTokenExpires: Date }
} {
  const token = randomBytes(32).toString('base64url')
  const setupTokenExpires = new Date(clock.now().getTime() + setupTokenLifetimeMs)
  return { token, stored: { setupTokenHash: hashOf(token), setupTokenExpires } }
}

/** Whether `token` is the stored one and still holds. */
export function isSetupToken(token: string, { setupTokenHash, setupTokenExpires }: StoredSetupToken): boolean {
  if (!setupTokenHash || !setupTokenExpires || setupTokenExpires <= clock.now()) return false
  const hash = hashOf(token)
  return hash.byteLength === setupTokenHash.byteLength && timingSafeEqual(hash, setupTokenHash)
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}
