import { randomBytes } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { type Argon2Lane, withArgon2Slot } from './argon2-slots.ts'
import { hashPassword } from './hash-password.ts'

let ofNobody: Promise<string> | undefined

/** One that could not be made is made again: else whoever has no account would be answered otherwise from then on. */
async function hashOfNobody(): Promise<string> {
  ofNobody ??= hashPassword(randomBytes(32).toString('base64'))
  try {
    return await ofNobody
  } catch (error) {
    ofNobody = undefined
    throw error
  }
}

/**
 * Whether `password` is the one that was hashed. Without a hash (no such account, or none with a password) it does the
 * same work and answers false, so that how long it takes tells nothing about who exists. OWASP ASVS 6.3.8. Never call
 * it inside a transaction.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
  lane: Argon2Lane = 'anybody',
): Promise<boolean> {
  const nobody = hashOfNobody()
  nobody.catch(() => undefined)
  const hash = passwordHash ?? (await nobody)
  const isRight = await withArgon2Slot(lane, () => verify(hash, password.normalize('NFC')))
  return isRight && passwordHash !== null
}
