import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SecretChoice } from '#lib/choices/schema.ts'

/** One line to choose from: it puts a text in, or leads to the parts of a secret. */
export type MacroItem = {
  key: string
  name: string
  hint: string
  icon: LucideIcon
  /** Under which heading it stands; null: there is none. */
  group: string | null
  /** Why it cannot be used now: a badge, or a few words. */
  state?: ReactNode
  isOff?: boolean
} & ({ text: string } | { parts: SecretChoice })

/** Those that hold what is searched for, without regard to case. */
export function itemsFound(items: MacroItem[], q: string): MacroItem[] {
  const wanted = q.trim().toLowerCase()
  if (wanted === '') return items
  return items.filter(({ name, hint }) => name.toLowerCase().includes(wanted) || hint.toLowerCase().includes(wanted))
}
