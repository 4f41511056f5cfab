import { hash } from '@node-rs/argon2'
import { withArgon2Slot } from './argon2-slots.ts'

/** Argon2id with OWASP's parameters: 19 MiB, two passes, one lane. OWASP Password Storage Cheat Sheet; RFC 9106. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/**
 * Hashes a password to a PHC string with a salt of its own. Never call it inside a transaction: it takes a tenth of a
 * second. Whoever sets a password has proven before that they may. The text is hashed in Unicode's form NFC, so that the
 * same password typed elsewhere is the same.
 */
export function hashPassword(password: string): Promise<string> {
  return withArgon2Slot('known', () => hash(password.normalize('NFC'), parameters))
}
