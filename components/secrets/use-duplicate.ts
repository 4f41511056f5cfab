'use client'

import { useState } from 'react'
import type { PublicError } from '#lib/core/result.ts'
import type { SecretType } from '#lib/secrets/schema.ts'
import { fieldsOf, type ValueFields } from './secret-form.ts'

type Told = { message: string; type: SecretType; parts: string[] }

const partsOf = (type: SecretType, fields: ValueFields) => fieldsOf[type].map((field) => fields[field])

/** Where else the value that stands in the form is stored, as the server said it; another value, and it is forgotten. */
export function useDuplicate(type: SecretType, fields: ValueFields) {
  const [told, setTold] = useState<Told | null>(null)
  const isSame =
    told !== null && told.type === type && partsOf(type, fields).every((part, index) => part === told.parts[index])
  if (told !== null && !isSame) setTold(null)
  return {
    message: isSame ? told.message : null,
    forget: () => setTold(null),
    /** Whether a refusal is about this; then it is shown. */
    isTold: (error: PublicError, ofType: SecretType, typed: ValueFields): boolean => {
      if (error.code !== 'duplicate_value') return false
      setTold({ message: error.fields.value ?? error.message, type: ofType, parts: partsOf(ofType, typed) })
      return true
    },
  }
}
