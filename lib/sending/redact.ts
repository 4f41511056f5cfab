import { decodedViews } from './decoded-views.ts'
import { type Needle, needlesOf } from './needles.ts'
import type { OpenedValue } from './used-values.ts'

export const dots = '••••••'

export type Redacted = { text: string; count: number }

type Span = { start: number; end: number }

/**
 * Makes the function that replaces every value of this send in a text, in whatever usual encoding, with dots, and
 * counts them. Redact first and cut later: a value that was cut in two is not found. Threat: a server that answers
 * with what it was sent.
 */
export function makeRedactor(values: Iterable<OpenedValue>): (text: string) => Redacted {
  const needles = needlesOf(values)
  return (text) => {
    if (needles.length === 0 || text === '') return { text, count: 0 }
    const source = Buffer.from(text, 'utf8')
    const spans: Span[] = []
    for (const view of decodedViews(source)) {
      for (const { start, end } of findAll(view.bytes, needles)) {
        spans.push({ start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? source.byteLength })
      }
    }
    return spans.length === 0 ? { text, count: 0 } : replaceAll(source, merged(spans))
  }
}

function* findAll(bytes: Buffer, needles: Needle[]): Generator<Span> {
  for (const needle of needles) {
    for (let at = bytes.indexOf(needle.bytes); at !== -1; at = bytes.indexOf(needle.bytes, at + 1)) {
      const span = { start: at, end: at + needle.bytes.byteLength }
      yield needle.isBase64 ? widened(bytes, span) : span
    }
  }
}

/** The characters beside a Base64 match can hold up to four bits of the value; padding tells its length. */
function widened(bytes: Buffer, { start, end }: Span): Span {
  const from = isBase64(bytes[start - 1]) ? start - 1 : start
  let to = isBase64(bytes[end]) ? end + 1 : end
  while (bytes[to] === 0x3d && to - end < 3) to += 1
  return { start: from, end: to }
}

function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte))
}

/** Overlapping spans become one; two that only touch stay two. */
function merged(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1)
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
    else all.push({ ...span })
  }
  return all
}

function replaceAll(source: Buffer, spans: Span[]): Redacted {
  let text = ''
  let at = 0
  for (const { start, end } of spans) {
    text += source.toString('utf8', at, start) + dots
    at = end
  }
  return { text: text + source.toString('utf8', at), count: spans.length }
}
