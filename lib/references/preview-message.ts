import { format } from 'jsonc-parser'
import { type Message, messageRequest, readSubject } from './check-message.ts'
import { dataValues, type MessageData } from './data-values.ts'
import { encodeValue, type TextAndJson } from './encode-value.ts'
import { type Macro, macroText } from './macros.ts'
import { readRequest } from './read-request.ts'
import type { Piece } from './template.ts'

/** A stretch of a preview. `dots`: a secret's value would stand there; `missing`: the macro, which has no value. */
export type PreviewPart = { kind: 'text' | 'fill' | 'dots' | 'missing'; text: string }

export type Preview = { subject: PreviewPart[]; body: PreviewPart[] }

/** What stands where a value will stand. */
export const previewDots = '••••••'

/**
 * A notification as it would be sent with this data: encoded by the same rules, secrets as dots, and macros without a
 * value as they are. Pure: no server is asked, and no value is known here.
 */
export function previewMessage(message: Message, data: MessageData, variables: ReadonlyMap<string, string>): Preview {
  const valueFor = dataValues(data, variables)
  const subject = readSubject(message.subject).pieces.map((piece) => partOf(piece, valueFor))
  const title = textOf(subject)
  const inBody = (macro: Macro) =>
    macro.kind === 'template' ? { text: title, json: JSON.stringify(title) } : valueFor(macro)
  const { body } = readRequest(messageRequest(message)).templates
  const parts = (body?.pieces ?? []).map((piece) => partOf(piece, inBody))
  return { subject, body: message.bodyType === 'json' ? laidOut(parts) : parts }
}

/** A preview as plain text. */
export const textOf = (parts: PreviewPart[]): string => parts.map(({ text }) => text).join('')

function partOf(piece: Piece, valueFor: (macro: Macro) => TextAndJson | null): PreviewPart {
  if (piece.kind === 'text') return { kind: 'text', text: piece.text }
  if (piece.kind === 'reference') return { kind: 'dots', text: previewDots }
  const value = valueFor(piece.macro)
  const encoded = value && piece.place !== 'basic' ? encodeValue(piece.place, value) : null
  if (encoded && 'text' in encoded) return { kind: 'fill', text: encoded.text }
  return { kind: 'missing', text: macroText(piece.macro) }
}

/** JSON with a line for each of its members; only white space between its tokens changes, numbers least of all. */
function laidOut(parts: PreviewPart[]): PreviewPart[] {
  const probe = probeOf(parts)
  if (!isJson(probe)) return parts
  const edits = format(probe, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' })
  const text = textOf(parts)
  let at = 0
  let end = 0
  let next = 0
  const laid = parts.map((part) => {
    end += part.text.length
    let laidText = ''
    for (let edit = edits[next]; edit && edit.offset < end && edit.offset + edit.length <= end; edit = edits[next]) {
      laidText += text.slice(at, edit.offset) + edit.content
      at = edit.offset + edit.length
      next += 1
    }
    laidText += text.slice(at, end)
    at = end
    return { ...part, text: laidText }
  })
  // An edit over the edge of a part would tear it: the parts as they were are right as well.
  return next === edits.length ? laid : parts
}

/** The preview with something of the same length, which is JSON, for dots and macros without a value. */
function probeOf(parts: PreviewPart[]): string {
  let isInString = false
  return parts
    .map(({ kind, text }) => {
      if (kind === 'text') isInString = endsInString(text, isInString)
      if (kind === 'text' || kind === 'fill') return text
      return isInString ? 'x'.repeat(text.length) : `"${'x'.repeat(text.length - 2)}"`
    })
    .join('')
}

function endsInString(text: string, startsInString: boolean): boolean {
  let isInString = startsInString
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isInString = !isInString
    else if (text[at] === '\\' && isInString) at += 1
  }
  return isInString
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
