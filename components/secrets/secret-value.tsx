'use client'

import type { SecretDetails } from '#lib/secrets/schema.ts'
import { RevealValue } from './reveal-value.tsx'
import styles from './secret-value.module.css'
import { ValueDots } from './value-dots.tsx'

/** A stored value: eight dots, whatever its length; a Masked one can be shown by who may. */
export function SecretValue({ secret }: { secret: SecretDetails }) {
  if (!secret.fingerprint) return <span className={styles.aside}>Destroyed when it was revoked</span>
  if (secret.mayReveal) return <RevealValue key={secret.rowVersion} id={secret.id} />
  return (
    <>
      <ValueDots />
      <span className={styles.aside}>{whyNot(secret)}</span>
    </>
  )
}

function whyNot({ visibility, status }: SecretDetails): string {
  if (visibility === 'restricted') return 'Restricted: never shown'
  return status === 'archived' ? 'Masked: not shown while archived' : 'Masked: a policy does not let you show it'
}
