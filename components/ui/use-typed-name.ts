'use client'

import { useEffect, useRef, useState } from 'react'

type TypedNameOptions = {
  /** What is asked about, for each of which the name is typed anew; null: closed. */
  asked: object | null
  name: string
  isNeeded: boolean
  /** Letter case counts. */
  isExact?: boolean
}

/** The name that somebody types to confirm, for TypedNameField and the Consequence around it. */
export function useTypedName({ asked, name, isNeeded, isExact = false }: TypedNameOptions) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [askedFor, setAskedFor] = useState(asked)
  if (asked !== askedFor) {
    setAskedFor(asked)
    if (asked) setText('')
  }
  const isAsking = asked !== null && isNeeded
  // The field may come once it is known what is at stake; who has not moved on from the safe choice by then is taken to it.
  useEffect(() => {
    if (isAsking) field.current?.focus()
  }, [isAsking])
  const typed = text.trim()
  const isSame = isExact ? typed === name : typed.toLowerCase() === name.toLowerCase()
  return { field, name, text, setText, typed, isNeeded, isMissing: isNeeded && !isSame }
}
