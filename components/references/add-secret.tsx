'use client'

import type { RefObject } from 'react'
import { insertedAt, referenceText, withOneReference } from './reference-forms.ts'
import { useReferenceHome } from './reference-home.tsx'
import { SecretPicker } from './secret-picker.tsx'

type AddSecretProps = {
  /** "Header 2 value" */
  into: string
  value: string
  onChange: (value: string) => void
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  /** Header, query and authentication take one secret at a time, a path and a body any number. */
  takes: 'one' | 'many'
}

/** The button "Add Secret" of a field: what is chosen stands in it, and the cursor behind it. */
export function AddSecret({ into, value, onChange, field, takes }: AddSecretProps) {
  const { form, purpose, host } = useReferenceHome()
  return (
    <SecretPicker
      into={into}
      purpose={purpose}
      host={host}
      takesPair={takes === 'one' && /^basic\s/i.test(value)}
      onChoose={(chosen) => {
        const reference = referenceText(form, chosen)
        const input = field.current
        const end = value.length
        if (takes === 'one') {
          const text = withOneReference(value, reference)
          onChange(text)
          putCursor(input, text.indexOf(reference) + reference.length)
          return
        }
        const selected = { start: input?.selectionStart ?? end, end: input?.selectionEnd ?? end }
        const { text, cursor } = insertedAt(value, selected, reference)
        onChange(text)
        putCursor(input, cursor)
      }}
    />
  )
}

/** Once the field shows what was put in. */
function putCursor(input: HTMLInputElement | HTMLTextAreaElement | null, at: number): void {
  requestAnimationFrame(() => {
    input?.focus()
    input?.setSelectionRange(at, at)
  })
}
