'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import control from '#components/ui/control.module.css'
import { Field } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import styles from './entrance-form.module.css'

type PasswordFieldProps = Omit<ComponentProps<'input'>, 'id' | 'type'> & {
  autoComplete: 'current-password' | 'new-password'
  label?: string
  hint?: ReactNode
  error?: ReactNode
  /** Said at the end of the label's line. */
  link?: ReactNode
}

/** A person's own password: masked unless asked, and open to pasting and password managers (OWASP ASVS 6.2.6, 6.2.7). */
export function PasswordField({ label = 'Password', hint, error, link, ...input }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Field label={label} hint={hint} error={error} className={styles.passwordField}>
      {(ids) => (
        <>
          <div className={classNames(control.box, styles.password)}>
            <input
              {...input}
              {...ids}
              type={isShown ? 'text' : 'password'}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
            />
            <IconButton
              label={isShown ? 'Hide password' : 'Show password'}
              icon={isShown ? EyeOff : Eye}
              size="small"
              onClick={() => setIsShown(!isShown)}
            />
          </div>
          {link}
        </>
      )}
    </Field>
  )
}
