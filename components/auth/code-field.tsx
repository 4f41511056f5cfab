'use client'

import { useEffect, useRef } from 'react'
import { TextField } from '#components/ui/text-field.tsx'

type CodeFieldProps = {
  kind: 'totp' | 'recovery_code'
  value: string
  onChange: (code: string) => void
  error?: string | undefined
  /** Whether it takes the focus when it appears. */
  takesFocus?: boolean
}

/** A code that proves who somebody is: pasted, typed, or filled in by a password manager. OWASP ASVS 6.2.7. */
export function CodeField({ kind, value, onChange, error, takesFocus = true }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) input.current?.focus()
  }, [takesFocus])
  useEffect(() => {
    if (error) input.current?.focus()
  }, [error])
  const isTotp = kind === 'totp'
  return (
    <TextField
      ref={input}
      label={isTotp ? 'Code of your authenticator app' : 'Recovery code'}
      hint={isTotp ? 'Six digits. Each works once.' : 'One of the ten that you kept. Each works once.'}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      isMono
      inputMode={isTotp ? 'numeric' : 'text'}
      autoComplete={isTotp ? 'one-time-code' : 'off'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={isTotp ? 12 : 40}
    />
  )
}
