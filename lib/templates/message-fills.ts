import { readSubject } from '#lib/references/check-message.ts'
import { type JsonTree, jsonPartOf, readJson } from '#lib/references/json-part.ts'
import type { Template } from '#lib/references/template.ts'
import { type Fill, type Fills, fillMacros } from '#lib/sending/fills.ts'

/** What a notification is about: an event and a recipient, as JSON texts. */
export type MessageData = { event: string; recipient: string }

/**
 * What the macros of a template and of its request stand for: fields of event and recipient, variables, and the subject
 * with its own macros filled in. All of it is data. A field that is not there, or `null`, has no value.
 */
export function messageFills(subject: string, data: MessageData, variables: Fills): Fills {
  const trees = { event: readJson(data.event), recipient: readJson(data.recipient) }
  const inSubject: Fills = (macro) => {
    if (macro.kind === 'event' || macro.kind === 'recipient') return fieldOf(trees[macro.kind], macro.path)
    return variables(macro)
  }
  const template = readSubject(subject)
  return (macro) => (macro.kind === 'template' ? rendered(template, inSubject) : inSubject(macro))
}

function fieldOf(tree: JsonTree, path: string[]): Fill | null {
  const part = jsonPartOf(tree, path)
  return part && { text: part.text, json: part.source, isSensitive: false }
}

/** Throws the refusal `macro_not_filled`, which names the subject. */
function rendered(subject: Template, fills: Fills): Fill {
  const filled = fillMacros([subject], fills)
  const text = subject.pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : (filled.get(piece)?.text ?? '')))
    .join('')
  return { text, json: JSON.stringify(text), isSensitive: false }
}
