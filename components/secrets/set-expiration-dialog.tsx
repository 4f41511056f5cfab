'use client'

import { useEffect, useRef, useState } from 'react'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useTimeZone } from '#components/ui/time-zone.tsx'
import type { PublicError } from '#lib/core/result.ts'

type SetExpirationDialogProps = {
  isOpen: boolean
  count: number
  problem: PublicError | null
  isBusy: boolean
  onSubmit: (expiresOn: string | null) => void
  onCancel: () => void
}

/** One last usable day for several secrets, or none. */
export function SetExpirationDialog({ isOpen, count, problem, isBusy, onSubmit, onCancel }: SetExpirationDialogProps) {
  const timeZone = useTimeZone()
  const [date, setDate] = useState('')
  const [isHalf, setIsHalf] = useState(false)
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen)
    if (isOpen) {
      setDate('')
      setIsHalf(false)
    }
  }
  const field = useRef<HTMLInputElement>(null)
  const error = isHalf ? 'Enter a whole date, or clear it.' : problem?.fields.expiresOn
  useEffect(() => {
    if (problem?.fields.expiresOn) field.current?.focus()
  }, [problem])
  return (
    <FormDialog
      problem={problem?.fields.expiresOn ? null : problem}
      isOpen={isOpen}
      title={count === 1 ? 'Set when 1 secret expires' : `Set when ${count} secrets expire`}
      confirm="Set expiration"
      busyLabel="Saving…"
      isBusy={isBusy}
      onSubmit={() => !isHalf && onSubmit(date || null)}
      onCancel={onCancel}
    >
      <TextField
        ref={field}
        label="Expiration date"
        type="date"
        max="9999-12-31"
        data-autofocus=""
        isOptional
        value={date}
        onChange={(event) => {
          setDate(event.target.value)
          setIsHalf(event.target.validity.badInput)
        }}
        hint={`The last day they can be used, in ${timeZone.replaceAll('_', ' ')} time. Leave empty so that they do not expire.`}
        error={error}
        autoComplete="off"
      />
    </FormDialog>
  )
}
