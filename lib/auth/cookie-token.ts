import { decode, encode } from 'next-auth/jwt'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { installationKey } from '#lib/keys/installation.ts'

/**
 * Claims for a cookie, encrypted under a key of their own purpose: whoever holds it neither reads nor changes them, and
 * a token of one purpose is none of another. It says nothing after `maxAge` seconds.
 */
export function cookieToken(purpose: string, claims: Record<string, unknown>, maxAge: number): Promise<string> {
  return encode({ token: claims, secret: keyFor(purpose), salt: saltFor(purpose), maxAge })
}

/** The claims of a token that cookieToken() made for this purpose, or null for anything else. */
export async function claimsIn(purpose: string, token: string | undefined): Promise<Record<string, unknown> | null> {
  if (!token || token.length > 4096) return null
  return decode({ token, secret: keyFor(purpose), salt: saltFor(purpose) }).catch(() => null)
}

const saltFor = (purpose: string) => `postern-${purpose}`
const keyFor = (purpose: string) => deriveKey(installationKey(), `cookie:${purpose}`).export()
