'use client'

import { useState } from 'react'
import type { Noticed } from '#lib/core/errors.ts'
import type { PublicError } from '#lib/core/result.ts'

/** What was noticed, with the text of its field as it was then, and what that is the value of, as of a header. */
export type NoticedText = Noticed & { text: string; name: string | undefined }

type FieldTexts = {
  textOf: (field: string) => string
  setText: (field: string, text: string) => void
  /** The name beside a value: of a header, a parameter. */
  nameOf?: (field: string) => string | undefined
}

/**
 * What a save was refused for, `credential_noticed`, until each is replaced or everything is kept as it is. What it holds is
 * in the form too, and goes with it.
 */
export function useCredentialNotice({ textOf, setText, nameOf }: FieldTexts) {
  const [noticed, setNoticed] = useState<NoticedText[]>([])
  return {
    /** What still stands there as it was noticed. */
    noticed: noticed.filter(({ field, text, start, end }) => textOf(field).includes(text.slice(start, end))),
    /** Whether a refusal is about this; then it is shown. */
    isTold: (error: PublicError): boolean => {
      if (error.code !== 'credential_noticed' || !error.noticed) return false
      setNoticed(error.noticed.map((each) => ({ ...each, text: textOf(each.field), name: nameOf?.(each.field) })))
      return true
    },
    forget: () => setNoticed([]),
    replace: ({ field, text, start, end }: NoticedText, by: string) => {
      const now = textOf(field)
      const value = text.slice(start, end)
      const at = now.startsWith(value, start) ? start : now.indexOf(value)
      if (at !== -1) setText(field, `${now.slice(0, at)}${by}${now.slice(at + value.length)}`)
      setNoticed((before) => before.filter((each) => each.field !== field || each.start !== start))
    },
  }
}
