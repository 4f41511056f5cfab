'use client'

import { KeyRound } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { ReferenceProblems } from '#components/integrations/reference-text.tsx'
import { SecretPicker } from '#components/references/secret-picker.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Icon } from '#components/ui/icon.tsx'
import styles from './workflow-editor.module.css'
import type { WorkflowFields } from './workflow-form.ts'

/** Which secret signs deliveries: chosen, never typed. */
export function HookKey({ problems }: { problems: ReferenceProblems }) {
  const { control, setValue, formState, register } = useFormContext<WorkflowFields>()
  const [keyName, keyPart] = useWatch({ control, name: ['keyName', 'keyPart'] })
  const problem = formState.errors.keyName?.message ?? problems.get(keyName.toLowerCase())
  const { ref } = register('keyName')
  return (
    <div className={styles.key}>
      <h2 id="signing-secret">Signing secret</h2>
      <div className={styles.keyLine}>
        {keyName !== '' && (
          <code className={styles.keyName}>
            <Icon of={KeyRound} size={14} />
            {keyPart === null ? keyName : `${keyName}#${keyPart}`}
          </code>
        )}
        <SecretPicker
          into="the signing secret"
          purpose="webhook"
          host={null}
          trigger={
            <Button
              ref={ref}
              icon={KeyRound}
              aria-describedby={problem ? 'signing-secret-problem' : 'signing-secret-hint'}
            >
              {keyName === '' ? 'Choose a secret' : 'Choose another'}
            </Button>
          }
          onChoose={({ name, part }) => {
            setValue('keyName', name, { shouldDirty: true, shouldValidate: true })
            setValue('keyPart', part === null ? null : part.replace(/^#/, ''), { shouldDirty: true })
          }}
        />
      </div>
      {problem ? (
        <FieldError id="signing-secret-problem">
          <CodeText text={problem} />
        </FieldError>
      ) : (
        <p id="signing-secret-hint">
          Senders sign with the same value: whsec_ and Base64, or any text of 16 bytes or more. A replaced value is
          taken for another day.
        </p>
      )}
    </div>
  )
}
