'use client'

import { useEffect } from 'react'

type Person = { name: string; email: string; hasSso?: boolean }

let known: Person | null = null

/** Who was signed in when this page was made: whose session is renewed on it, and nobody else's. */
export const knownPerson = (): Person | null => known

/** Says who is signed in on the pages around it. */
export function KnownPerson({ name, email, hasSso = false }: Person) {
  useEffect(() => {
    known = { name, email, hasSso }
  }, [name, email, hasSso])
  return null
}
