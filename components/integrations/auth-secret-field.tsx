'use client'

import { ChevronDown } from 'lucide-react'
import { type Ref, useRef } from 'react'
import type { ChosenSecret } from '#components/references/chosen-secret.ts'
import { useReferenceHome } from '#components/references/reference-home.tsx'
import { SecretPicker } from '#components/references/secret-picker.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CodeText } from '#components/ui/code-text.tsx'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import styles from './auth-secret-field.module.css'
import { problemsIn } from './reference-problems.ts'
import { type ReferenceProblems, ReferenceText } from './reference-text.tsx'

type AuthSecretFieldProps = {
  ref: Ref<HTMLButtonElement>
  /** The reference that stands there; empty: none is chosen yet. */
  reference: string
  /** Of username and password together, too. */
  takesPair: boolean
  problems: ReferenceProblems
  error: string | undefined
  onChoose: (chosen: ChosenSecret) => void
}

/** The secret that authenticates. It is chosen: there is no field in which one could be typed. */
export function AuthSecretField({ ref, reference, takesPair, problems, error, onChoose }: AuthSecretFieldProps) {
  const { purpose, host } = useReferenceHome()
  const button = useRef<HTMLButtonElement | null>(null)
  const [problem] = problemsIn(reference, problems)
  return (
    <Field label="Secret" error={error ?? (problem && <CodeText text={problem} />)}>
      {(ids) => (
        <SecretPicker
          into="the authentication"
          purpose={purpose}
          host={host}
          takesPair={takesPair}
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
              aria-label={reference === '' ? 'Secret: choose one' : `Secret: ${reference}`}
            >
              <span className={styles.chosen}>
                {reference === '' ? (
                  <span className={styles.none}>Choose a secret</span>
                ) : (
                  <ReferenceText text={reference} problems={problems} />
                )}
              </span>
              <Icon of={ChevronDown} />
            </button>
          }
          onChoose={(chosen) => {
            onChoose(chosen)
            button.current?.focus()
          }}
        />
      )}
    </Field>
  )
}
