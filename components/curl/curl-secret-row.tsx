'use client'

import { CircleCheck } from 'lucide-react'
import { fieldLabel } from '#components/references/field-label.ts'
import { ValueDots } from '#components/secrets/value-dots.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import styles from './curl.module.css'
import type { CurlSecret } from './curl-secrets.ts'
import type { SecretDecision } from './use-curl-secrets.ts'

type CurlSecretRowProps = {
  secret: CurlSecret
  decision: SecretDecision
  /** Null: who looks at it may store none. */
  onDecide: ((change: Partial<SecretDecision>) => void) | null
}

/** A credential of the command: where it stands, and the secret that it is to be. Its value is dots. */
export function CurlSecretRow({ secret, decision, onDecide }: CurlSecretRowProps) {
  const where = [...new Set(secret.places.map(({ field }) => fieldLabel(field)))].join(', ')
  const called = `the credential in ${where.toLowerCase()}`
  return (
    <li className={styles.secret}>
      <p className={styles.found}>
        <strong>{where}</strong>
        <span>
          <CodeText text={secret.label} />
        </span>
        <ValueDots />
      </p>
      {decision.storedAs !== null ? (
        <p className={styles.stored}>
          <Icon of={CircleCheck} size={14} /> Stored as <code>{decision.storedAs}</code>
        </p>
      ) : (
        onDecide && (
          <>
            <CheckboxField
              label="Store it as a secret"
              hint={decision.isStored ? undefined : 'Its place stays empty.'}
              aria-description={called}
              checked={decision.isStored}
              onChange={(event) => onDecide({ isStored: event.target.checked, error: null })}
            />
            {decision.isStored && (
              <TextField
                label="Alias"
                isMono
                {...noAssistance}
                aria-description={`of ${called}`}
                value={decision.name}
                error={
                  decision.error === null ? undefined : (
                    <>
                      <CodeText text={decision.error} />
                      {decision.acceptsDuplicate && ' Submit again to store it once more.'}
                    </>
                  )
                }
                onChange={(event) => onDecide({ name: event.target.value.toLowerCase(), error: null })}
              />
            )}
          </>
        )
      )}
    </li>
  )
}
