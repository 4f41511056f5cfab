import { parseReferences } from '#lib/references/parse-references.ts'

/** How a reference is written where it stands: each form is understood everywhere, and each home has its own. */
export type ReferenceForm = 'integration' | 'workflow' | 'template'

const forms: Record<ReferenceForm, [opener: string, closer: string]> = {
  integration: ['{secrets.', '}'],
  workflow: ['{secret:', '}'],
  template: ['{{secrets.', '}}'],
}

/** `{secrets.crm.apiKey}`; `part` as it follows the name: `#username`. */
export function referenceText(form: ReferenceForm, { name, part }: { name: string; part: string | null }): string {
  const [opener, closer] = forms[form]
  return `${opener}${name}${part ?? ''}${closer}`
}

/**
 * A field that takes one secret, with this one instead of those that it names: where the first of them stood, or at its
 * end. What stands around it stays: `Bearer `.
 */
export function withOneReference(text: string, reference: string): string {
  const { references } = parseReferences(text)
  const [first] = references
  if (!first) return text === '' || /[\s=:]$/.test(text) ? `${text}${reference}` : `${text} ${reference}`
  let rest = text.slice(first.end)
  for (const other of references.slice(1)) rest = rest.replace(other.raw, '')
  return `${text.slice(0, first.start)}${reference}${rest}`
}

/** A text with something put in at the cursor, in place of what is selected; and where the cursor is then. */
export function insertedAt(text: string, { start, end }: { start: number; end: number }, inserted: string) {
  return { text: `${text.slice(0, start)}${inserted}${text.slice(end)}`, cursor: start + inserted.length }
}
