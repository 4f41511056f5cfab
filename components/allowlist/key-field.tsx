'use client'

import { ChevronDown } from 'lucide-react'
import { type Ref, useRef } from 'react'
import type { ChosenSecret } from '#components/references/chosen-secret.ts'
import { SecretPicker } from '#components/references/secret-picker.tsx'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { hostPatternProblem, normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'
import styles from './key-field.module.css'

type KeyFieldProps = {
  ref: Ref<HTMLButtonElement>
  /** Empty: none is chosen yet. */
  name: string
  part: string | null
  hostPattern: string
  error: string | undefined
  onChoose: (chosen: ChosenSecret) => void
}

/** The secret that is the key. It is chosen: there is no field in which a key could be typed. */
export function KeyField({ ref, name, part, hostPattern, error, onChoose }: KeyFieldProps) {
  const button = useRef<HTMLButtonElement | null>(null)
  const chosen = part === null ? name : `${name}#${part}`
  const isHost = hostPatternProblem(hostPattern) === null && !hostPattern.startsWith('*.')
  return (
    <Field
      label="Key"
      hint="A Token, a password, or one text of a JSON secret. Store the key as a secret first, or create one here."
      error={error}
    >
      {(ids) => (
        <SecretPicker
          into="the key of this endpoint"
          purpose="integration"
          host={isHost ? normalizeHostPattern(hostPattern) : null}
          trigger={
            <button
              {...ids}
              ref={(element) => {
                button.current = element
                if (typeof ref === 'function') ref(element)
                else if (ref) ref.current = element
              }}
              type="button"
              className={classNames(control.input, styles.choice)}
              aria-label={name === '' ? 'Key: choose a secret' : `Key: ${chosen}`}
            >
              {name === '' ? (
                <span className={styles.none}>Choose a secret</span>
              ) : (
                <code className={styles.chosen}>{chosen}</code>
              )}
              <Icon of={ChevronDown} />
            </button>
          }
          onChoose={(secret) => {
            onChoose(secret)
            button.current?.focus()
          }}
        />
      )}
    </Field>
  )
}
