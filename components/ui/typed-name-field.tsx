'use client'

import { noAssistance, TextField } from './text-field.tsx'
import styles from './typed-name-field.module.css'
import type { useTypedName } from './use-typed-name.ts'

type TypedNameFieldProps = {
  of: ReturnType<typeof useTypedName>
  isMono?: boolean
  error: string | undefined
  /** Enter. */
  onSubmit: () => void
}

/** Where somebody types the name of what they are about to change, where that is needed. */
export function TypedNameField({ of, isMono, error, onSubmit }: TypedNameFieldProps) {
  if (!of.isNeeded) return null
  return (
    <form
      className={styles.confirmation}
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onSubmit()
      }}
    >
      <TextField
        ref={of.field}
        label={<>Type {isMono ? <code>{of.name}</code> : of.name} to confirm</>}
        isMono={isMono}
        value={of.text}
        onChange={(event) => of.setText(event.target.value)}
        error={error}
        {...noAssistance}
      />
    </form>
  )
}
