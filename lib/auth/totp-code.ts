import { HOTP, Secret, TOTP } from 'otpauth'

const issuer = 'Postern'
const digits = 6
const period = 30
/** A step before and after: clocks differ, and typing takes a while. RFC 6238, 5.2. */
const window = 1
export const totpSecretBytes = 20

/** The time step whose code this is, among the one at hand and its two neighbours, or null. RFC 6238. */
export function totpStepOf(secret: Uint8Array<ArrayBuffer>, code: string, now: Date): bigint | null {
  if (!/^[0-9]{6}$/.test(code)) return null
  const counter = TOTP.counter({ period, timestamp: now.getTime() })
  const delta = HOTP.validate({ token: code, secret: secretOf(secret), digits, counter, window })
  return delta === null ? null : BigInt(counter + delta)
}

/** What an authenticator app takes in: as the address in a QR code, and as a text to be typed, in groups of four. */
export function totpKey(secret: Uint8Array<ArrayBuffer>, email: string): { uri: string; text: string } {
  const totp = new TOTP({ issuer, label: email, secret: secretOf(secret), digits, period })
  return { uri: totp.toString(), text: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') }
}

const secretOf = (bytes: Uint8Array<ArrayBuffer>) => new Secret({ buffer: bytes.slice().buffer })
