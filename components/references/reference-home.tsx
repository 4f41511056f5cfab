'use client'

import { createContext, useContext } from 'react'
import type { ReferenceForm } from './reference-forms.ts'

type ReferenceHome = {
  form: ReferenceForm
  purpose: 'integration' | 'webhook'
  /** Where what is edited goes, as URL.host has it; null: not known. */
  host: string | null
}

/** What the fields inside are of: how references are written there, what for, and where they go. */
export const ReferenceHomeContext = createContext<ReferenceHome>({
  form: 'integration',
  purpose: 'integration',
  host: null,
})

export const useReferenceHome = () => useContext(ReferenceHomeContext)
