import { withheld } from './decode-answer.ts'
import { decodedViews } from './decoded-views.ts'
import { maxNeedleBytes } from './limits.ts'
import { makeNeedleFinder } from './needle-finder.ts'
import { needlesOf } from './needles.ts'
import type { OpenedValue } from './used-values.ts'

export const dots = '••••••'

export type Redacted = { text: string; count: number }

type Span = { start: number; end: number }

/**
 * Makes the function that replaces every value of this send in a text, in whatever usual encoding, with dots, and
 * counts them. Redact first and cut later: a value that was cut in two is not found. Threat: a server that answers
 * with what it was sent. Throws the refusal `response_withheld` where there is too much to search for.
 */
export function makeRedactor(values: Iterable<OpenedValue>): (text: string) => Redacted {
  const needles = needlesOf(values)
  if (needles.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > maxNeedleBytes)
    throw withheld('the values that were sent are too large together to be searched for')
  const find = makeNeedleFinder(needles)
  return (text) => {
    if (needles.length === 0 || text === '') return { text, count: 0 }
    const source = Buffer.from(text, 'utf8')
    // For each byte, where the longest match that begins there ends; 0: none. Matches themselves can be as many as bytes times views.
    const ends = new Uint32Array(source.byteLength)
    for (const view of decodedViews(source)) {
      find(view.bytes, (from, to, isBase64) => {
        const { start, end } = isBase64 ? widened(view.bytes, { start: from, end: to }) : { start: from, end: to }
        const first = view.starts[start] ?? 0
        ends[first] = Math.max(ends[first] ?? 0, view.ends[end - 1] ?? source.byteLength)
      })
    }
    const spans = merged(ends)
    return spans.length === 0 ? { text, count: 0 } : replaceAll(source, spans)
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
function merged(ends: Uint32Array): Span[] {
  const all: Span[] = []
  let last: Span | undefined
  for (let start = 0; start < ends.length; start += 1) {
    const end = ends[start] ?? 0
    if (end === 0) continue
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else {
      last = { start, end }
      all.push(last)
    }
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
