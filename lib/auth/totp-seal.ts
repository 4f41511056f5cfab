import { deriveKey } from '#lib/crypto/derive-key.ts'
import { lengthPrefixed } from '#lib/crypto/length-prefixed.ts'
import { openSmall, sealSmall } from '#lib/crypto/seal-small.ts'
import { installationKey } from '#lib/keys/installation.ts'

/** Set up, or shown to be set up and not confirmed yet: what was sealed as the one does not open as the other. */
type Stage = 'set-up' | 'pending'

/**
 * Seals the secret of a person's one-time codes: whoever reads the database alone makes no code of it, and one person's
 * row does not open as another's. AES-256-GCM under a key of this purpose alone. OWASP ASVS 6.5.3, 11.3.
 */
export function sealTotp(stage: Stage, personId: string, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return sealSmall(key(), secret, associatedData(stage, personId))
}

/** Gives the secret to `use` and wipes it then. Throws OpenError if it was not sealed for this stage and this person. */
export function withTotp<T>(
  stage: Stage,
  personId: string,
  sealed: Uint8Array,
  use: (secret: Uint8Array<ArrayBuffer>) => T,
): T {
  const opened = openSmall(key(), sealed, associatedData(stage, personId))
  const secret = new Uint8Array(opened)
  opened.fill(0)
  try {
    return use(secret)
  } finally {
    secret.fill(0)
  }
}

const key = () => deriveKey(installationKey(), 'totp')
const associatedData = (stage: Stage, personId: string) => lengthPrefixed(['totp', stage, personId])
