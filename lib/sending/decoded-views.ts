/**
 * A text as bytes, after an escape was undone: byte i of `bytes` comes from the source from `starts[i]` to `ends[i]`.
 */
export type View = { bytes: Buffer; starts: Uint32Array; ends: Uint32Array }

/** What is at `at`, undone: the bytes and how many source bytes they took. Null: nothing to undo here. */
type Undo = (source: Buffer, at: number) => { bytes: number[] | Buffer; length: number } | null

/** A few forms nest: an escaped string inside an escaped string, a percent-encoded value inside JSON. */
const maxDepth = 2

/**
 * The ways in which somebody could read a value out of a text, as bytes: as it is, and with percent, form, JSON and
 * XML escapes and line folding undone, alone and one inside another. Whole encoders differ in what they escape; a
 * decoder does not care. Linear in the text for each view.
 */
export function* decodedViews(source: Buffer): Generator<View> {
  const root: View = {
    bytes: source,
    starts: counting(source.byteLength, 0),
    ends: counting(source.byteLength, 1),
  }
  yield root
  yield* deeper(root, maxDepth)
}

/** from, from + 1, … A loop: the ways to write it shorter take ten times as long. */
function counting(length: number, from: number): Uint32Array {
  const numbers = new Uint32Array(length)
  for (let at = 0; at < length; at += 1) numbers[at] = from + at
  return numbers
}

function* deeper(view: View, depth: number): Generator<View> {
  if (depth === 0) return
  for (const [mark, also, undo] of undoers) {
    if (!view.bytes.includes(mark)) continue
    const decoded = undone(view, mark, also, undo)
    if (!decoded) continue
    yield decoded
    yield* deeper(decoded, depth - 1)
  }
}

function undone(view: View, mark: number, also: number, undo: Undo): View | null {
  const { bytes: source } = view
  const bytes = Buffer.allocUnsafe(source.byteLength)
  const starts = new Uint32Array(source.byteLength)
  const ends = new Uint32Array(source.byteLength)
  let length = 0
  let hasChanged = false
  const copy = (from: number, to: number) => {
    source.copy(bytes, length, from, to)
    starts.set(view.starts.subarray(from, to), length)
    ends.set(view.ends.subarray(from, to), length)
    length += to - from
  }
  for (let at = 0; at < source.byteLength; ) {
    const next = nextOf(source, at, mark, also)
    copy(at, next)
    if (next === source.byteLength) break
    const found = undo(source, next)
    at = next + (found?.length ?? 1)
    if (!found) copy(next, at)
    else {
      hasChanged = true
      bytes.set(found.bytes, length)
      starts.fill(view.starts[next] ?? 0, length, length + found.bytes.length)
      ends.fill(view.ends[at - 1] ?? 0, length, length + found.bytes.length)
      length += found.bytes.length
    }
  }
  if (!hasChanged) return null
  return { bytes: bytes.subarray(0, length), starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

/** Where the next of two bytes is; the end if there is none. Looks at every byte once, whichever is rare. */
function nextOf(source: Buffer, from: number, one: number, other: number): number {
  const first = source.indexOf(one, from)
  if (one === other) return first === -1 ? source.byteLength : first
  const until = first === -1 ? source.byteLength : first
  const second = source.subarray(from, until).indexOf(other)
  return second === -1 ? until : from + second
}

const ascii = (source: Buffer, from: number, to: number) =>
  source.toString('latin1', from, Math.min(to, source.byteLength))

/** RFC 3986 section 2.1. */
const percent: Undo = (source, at) => {
  if (source[at] !== 0x25) return null
  const digits = ascii(source, at + 1, at + 3)
  return /^[0-9a-f]{2}$/i.test(digits) ? { bytes: [Number.parseInt(digits, 16)], length: 3 } : null
}

const form: Undo = (source, at) => (source[at] === 0x2b ? { bytes: [0x20], length: 1 } : percent(source, at))

const shortEscapes: Record<string, number> = {
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  '"': 0x22,
  "'": 0x27,
  '\\': 0x5c,
  '/': 0x2f,
}

/** RFC 8259 section 7, and JavaScript's \x. */
const json: Undo = (source, at) => {
  if (source[at] !== 0x5c) return null
  const code = ascii(source, at + 1, at + 12)
  const short = shortEscapes[code.charAt(0)]
  if (short !== undefined) return { bytes: [short], length: 2 }
  const hex = /^x([0-9a-f]{2})/i.exec(code)
  if (hex) return { bytes: utf8(Number.parseInt(hex[1] ?? '', 16)), length: 4 }
  const pair = /^u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(code)
  if (pair) {
    const [high, low] = [Number.parseInt(pair[1] ?? '', 16), Number.parseInt(pair[2] ?? '', 16)]
    return { bytes: utf8((high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000), length: 12 }
  }
  const unit = /^u([0-9a-f]{4})/i.exec(code)
  return unit ? { bytes: utf8(Number.parseInt(unit[1] ?? '', 16)), length: 6 } : null
}

const namedReferences: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** XML 1.0 section 4.1; leading zeros are legal, in any number. */
const xml: Undo = (source, at) => {
  if (source[at] !== 0x26) return null
  const match = /^&(?:#x0*([0-9a-f]{1,6})|#0*(\d{1,7})|(amp|lt|gt|quot|apos));/i.exec(ascii(source, at, at + 32))
  if (!match) return null
  const [whole, hex, decimal, name = ''] = match
  const named = namedReferences[name.toLowerCase()]
  const code = named?.codePointAt(0) ?? (hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  return code <= 0x10ffff ? { bytes: utf8(code), length: whole.length } : null
}

/** MIME and PEM break long Base64 into lines. RFC 2045 section 6.8. */
const unfold: Undo = (source, at) => (source[at] === 0x0a || source[at] === 0x0d ? { bytes: [], length: 1 } : null)

const utf8 = (code: number) => Buffer.from(String.fromCodePoint(code), 'utf8')

/** The bytes at which an escape can begin, and how it is undone. */
const undoers: [mark: number, also: number, undo: Undo][] = [
  [0x25, 0x25, percent],
  [0x2b, 0x25, form],
  [0x5c, 0x5c, json],
  [0x26, 0x26, xml],
  [0x0a, 0x0d, unfold],
]
