/**
 * What stands at a place of a text: 0 if no escape does, `unfinished` if the text ends before it is told, `endless` if
 * it is longer than any honest one, else how many bytes the escape takes times `perByte`, plus what it stands for.
 */
export type Undo = (source: Uint8Array, at: number) => number

export const unfinished = -1
export const endless = -2
export const perByte = 2 ** 21
/** Stands for nothing at all. */
export const nothing = perByte - 1

/**
 * A form of escaping. `marks`: the bytes at which an escape can begin, one or two. `isByte`: it stands for a byte, not a
 * character. `isLike`: it undoes what the form before it does, and its own first mark.
 */
export type Escape = { marks: readonly number[]; isByte: boolean; isLike: boolean; undo: Undo }

/** XML allows any number of leading zeros. Nobody writes so many, and all of them have to be held back. */
const maxEscapeBytes = 256

const hexDigits = Int8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16)
  return Number.isNaN(digit) ? -1 : digit
})
const hexDigit = (source: Uint8Array, at: number) => hexDigits[source[at] ?? 0] ?? -1

/** `count` hex digits as a number; `unfinished` if the text ends among them; -2 if others stand there. */
function hexNumber(source: Uint8Array, from: number, count: number): number {
  let number = 0
  for (let at = from; at < from + count; at += 1) {
    if (at >= source.byteLength) return unfinished
    const digit = hexDigit(source, at)
    if (digit < 0) return -2
    number = number * 16 + digit
  }
  return number
}

/** RFC 3986 section 2.1. */
const percent: Undo = (source, at) => {
  if (source[at] !== 0x25) return 0
  const byte = hexNumber(source, at + 1, 2)
  return byte < 0 ? (byte === unfinished ? unfinished : 0) : 3 * perByte + byte
}

const form: Undo = (source, at) => (source[at] === 0x2b ? perByte + 0x20 : percent(source, at))

const shortEscapes = new Uint8Array(256)
for (const [letter, code] of Object.entries({ b: 8, f: 12, n: 10, r: 13, t: 9, '"': 34, "'": 39, '\\': 92, '/': 47 }))
  shortEscapes[letter.charCodeAt(0)] = code

/** RFC 8259 section 7, and JavaScript's \x. */
const json: Undo = (source, at) => {
  if (at + 1 >= source.byteLength) return unfinished
  const letter = source[at + 1] ?? 0
  const short = shortEscapes[letter] ?? 0
  if (short !== 0) return 2 * perByte + short
  const isLong = (letter | 0x20) === 0x75
  if (!isLong && (letter | 0x20) !== 0x78) return 0
  const unit = hexNumber(source, at + 2, isLong ? 4 : 2)
  if (unit < 0) return unit === unfinished ? unfinished : 0
  if (unit < 0xd800 || unit > 0xdfff) return (isLong ? 6 : 4) * perByte + unit
  const low = unit < 0xdc00 ? lowSurrogate(source, at + 6) : 0
  if (low === unfinished) return unfinished
  // Half a character alone is what a decoder makes of it: a replacement.
  return low === 0 ? 6 * perByte + 0xfffd : 12 * perByte + (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
}

function lowSurrogate(source: Uint8Array, at: number): number {
  if (at >= source.byteLength) return unfinished
  if (source[at] !== 0x5c) return 0
  if (at + 1 >= source.byteLength) return unfinished
  if (((source[at + 1] ?? 0) | 0x20) !== 0x75) return 0
  const unit = hexNumber(source, at + 2, 4)
  return unit === unfinished || (unit >= 0xdc00 && unit <= 0xdfff) ? unit : 0
}

const namedReferences: readonly [name: string, code: number][] = [
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
]

/** XML 1.0 section 4.1. */
const xml: Undo = (source, at) => {
  if (at + 1 >= source.byteLength) return unfinished
  if (source[at + 1] === 0x23) return numbered(source, at)
  for (const [name, code] of namedReferences) {
    let end = at + 1
    while (end - at <= name.length && ((source[end] ?? 0) | 0x20) === name.charCodeAt(end - at - 1)) end += 1
    if (end > at + 1 && end >= source.byteLength) return unfinished
    if (end - at > name.length && source[end] === 0x3b) return (end + 1 - at) * perByte + code
  }
  return 0
}

function numbered(source: Uint8Array, from: number): number {
  if (from + 2 >= source.byteLength) return unfinished
  const base = ((source[from + 2] ?? 0) | 0x20) === 0x78 ? 16 : 10
  const first = from + (base === 16 ? 3 : 2)
  let code = 0
  let at = first
  for (; at < source.byteLength; at += 1) {
    const digit = hexDigit(source, at)
    if (digit < 0 || digit >= base) break
    code = code * base + digit
    if (code > 0x10ffff) return 0
    if (at - from > maxEscapeBytes) return endless
  }
  if (at >= source.byteLength) return unfinished
  if (source[at] !== 0x3b || at === first) return 0
  return (at + 1 - from) * perByte + (code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
}

/** MIME and PEM break long Base64 into lines. RFC 2045 section 6.8. */
const unfold: Undo = () => perByte + nothing

export const escapes: readonly Escape[] = [
  { marks: [0x25], isByte: true, isLike: false, undo: percent },
  { marks: [0x2b, 0x25], isByte: true, isLike: true, undo: form },
  { marks: [0x5c], isByte: false, isLike: false, undo: json },
  { marks: [0x26], isByte: false, isLike: false, undo: xml },
  { marks: [0x0a, 0x0d], isByte: false, isLike: false, undo: unfold },
]
