import { readSubject } from '#lib/references/check-message.ts'
import { dataValues, type MessageData } from '#lib/references/data-values.ts'
import type { Template } from '#lib/references/template.ts'
import { type Fill, type Fills, fillMacros } from '#lib/sending/fills.ts'

/**
 * What the macros of a template and of its request stand for: fields of event and recipient, variables, and the subject
 * with its own macros filled in. All of it is data.
 */
export function messageFills(subject: string, data: MessageData, variables: ReadonlyMap<string, string>): Fills {
  const valueFor = dataValues(data, variables)
  const inSubject: Fills = (macro) => {
    const value = valueFor(macro)
    return value && { ...value, isSensitive: false }
  }
  const template = readSubject(subject)
  // Once: a body can name it ten thousand times.
  let whole: Fill | null = null
  return (macro) => {
    if (macro.kind !== 'template') return inSubject(macro)
    whole ??= rendered(template, inSubject)
    return whole
  }
}

/** Throws the refusal `macro_not_filled`, which names the subject. */
function rendered(subject: Template, fills: Fills): Fill {
  const filled = fillMacros([subject], fills)
  const text = subject.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : (filled.get(piece)?.text ?? '')))
    .join('')
  return { text, json: JSON.stringify(text), isSensitive: false }
}
