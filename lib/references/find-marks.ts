import { type Macro, splitMacros } from './macros.ts'
import { parseReferences, type Reference } from './parse-references.ts'

/** What stands in a text and means something, or looks as if it did; `start` and `end` are its place. */
export type Mark = { start: number; end: number; raw: string } & (
  | { kind: 'reference'; reference: Reference }
  | { kind: 'macro'; macro: Macro }
  /** A near miss of a reference, and why it is one. */
  | { kind: 'malformed'; message: string }
  /** Braces around something that is no macro: sent as it stands. */
  | { kind: 'stray' }
  /** The name of a secret without braces: sent as it stands. `inner`: what belongs into them. */
  | { kind: 'bare'; inner: string }
)

const looksLikeMacro = /(\\*)\{\{ *[A-Za-z_][\w.#/ -]{0,128}\}\}/g
const looksLikeSecret = /(?<![\w.{:-])secrets\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:#[\w/~%-]+)?)/g

/** Everything of a text that an editor marks, in order and without overlaps. Total. */
export function findMarks(text: string): Mark[] {
  const { segments, errors } = parseReferences(text)
  const marks: Mark[] = errors.map(({ start, end, message }) => ({
    kind: 'malformed',
    start,
    end,
    raw: text.slice(start, end),
    message,
  }))
  for (const segment of splitMacros(segments)) {
    if (segment.kind === 'reference') {
      const { start, end, raw } = segment.reference
      marks.push({ kind: 'reference', start, end, raw, reference: segment.reference })
    } else if (segment.kind === 'macro') {
      marks.push({ kind: 'macro', start: segment.start, end: segment.end, raw: segment.raw, macro: segment.macro })
    }
  }
  const isTaken = new Uint8Array(text.length)
  for (const { start, end } of marks) isTaken.fill(1, start, end)
  const add = (mark: Mark) => {
    if (isTaken.subarray(mark.start, mark.end).includes(1)) return
    isTaken.fill(1, mark.start, mark.end)
    marks.push(mark)
  }
  for (const { 0: raw, 1: escapes = '', index } of text.matchAll(looksLikeMacro)) {
    const start = index + escapes.length
    if (escapes.length % 2 === 0) add({ kind: 'stray', start, end: index + raw.length, raw: raw.slice(escapes.length) })
  }
  for (const { 0: raw, 1: inner = '', index } of text.matchAll(looksLikeSecret))
    add({ kind: 'bare', start: index, end: index + raw.length, raw, inner })
  return marks.sort((one, other) => one.start - other.start)
}
