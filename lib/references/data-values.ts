import type { TextAndJson } from './encode-value.ts'
import { jsonPartOf, readJson } from './json-part.ts'
import type { Macro } from './macros.ts'

/** What a notification is about: an event and a recipient, as JSON texts. */
export type MessageData = { event: string; recipient: string }

/**
 * What the fields of an event and of a recipient, and variables by lower-case name, stand for. All of it is data. A field
 * that is not there, or `null`, has no value; numbers are as they are written.
 */
export function dataValues(
  data: MessageData,
  variables: ReadonlyMap<string, string>,
): (macro: Macro) => TextAndJson | null {
  const trees = { event: readJson(data.event), recipient: readJson(data.recipient) }
  // By what is asked for: a text can name one field ten thousand times.
  const fields = new Map<string, TextAndJson | null>()
  const fieldOf = (kind: 'event' | 'recipient', path: string[]) => {
    const key = [kind, ...path].join('.')
    const known = fields.get(key)
    if (known !== undefined) return known
    const part = jsonPartOf(trees[kind], path)
    const value = part && { text: part.text, json: part.source }
    fields.set(key, value)
    return value
  }
  return (macro) => {
    if (macro.kind === 'event' || macro.kind === 'recipient') return fieldOf(macro.kind, macro.path)
    const text = macro.kind === 'variables' ? variables.get(macro.name.toLowerCase()) : undefined
    return text === undefined ? null : { text, json: JSON.stringify(text) }
  }
}
