import type { ReactNode } from 'react'
import type { ReferenceForm } from '#components/references/reference-forms.ts'

export const macroCategories = ['event', 'recipient', 'steps', 'variables', 'secrets'] as const
export type MacroCategory = (typeof macroCategories)[number]

export const macroCategoryLabels: Record<MacroCategory, string> = {
  event: 'Event',
  recipient: 'Recipient',
  steps: 'Earlier steps',
  variables: 'Variables',
  secrets: 'Secrets',
}

/** What may be chosen of a category that only the page around the Macro Manager knows. */
export type MacroChoice = {
  /** As it is shown: `event.station`. */
  name: string
  /** As it is put into the text: `{{event.station}}`. */
  text: string
  /** What it stands for in an example. */
  hint?: string | undefined
}

export type MacroManagerProps = {
  /** 'if-wide': only where it stands beside the editor, as long as nobody has opened or closed it. */
  isOpen: boolean | 'if-wide'
  onClose: () => void
  /** Puts a text in at the cursor of the field that had the focus last: `insert` of useInsertion(). */
  onInsert: (text: string) => void
  /** Which categories there are, in this order. Variables and secrets are read from the domain. */
  categories: readonly MacroCategory[]
  /** The one that it opens with; else the first. */
  first?: MacroCategory
  /** What there is to choose of the others. */
  choices?: Partial<Record<'event' | 'recipient' | 'steps', MacroChoice[]>>
  /** What to do where one of these has nothing to choose. */
  empty?: Partial<Record<'event' | 'recipient' | 'steps', ReactNode>>
  /** How a reference is written here: `{secrets.x}`, `{secret:x}`, `{{secrets.x}}`. */
  form: ReferenceForm
  /** Where it is sent, so that secrets which may not go there say so; null: not known. */
  host: string | null
  /** Why no secret may stand in the field that had the focus last; left out where one may. */
  secretsRefused?: string | undefined
  /** Beside the editor where the window is wide enough for both; else, and without it, a sheet over the page. */
  isBeside?: boolean
  /** The id of its search field, for a button that leads there. */
  searchId?: string
}
