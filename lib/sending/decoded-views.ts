import { withheld } from './decode-answer.ts'
import { type Escape, endless, nothing, perByte, unfinished } from './escapes.ts'

/**
 * A piece of a text as bytes, after escapes were undone: byte i comes from the source from `starts[i]` to `ends[i]`.
 * Both null: nothing was undone, and it comes from `at` + i.
 */
export type Chunk =
  | { bytes: Uint8Array; at: number; starts: null; ends: null }
  | { bytes: Uint8Array; at: number; starts: Float64Array; ends: Float64Array }

export const startOf = ({ starts, at }: Chunk, index: number) => (starts ? (starts[index] ?? 0) : at + index)
export const endOf = ({ ends, at }: Chunk, index: number) => (ends ? (ends[index] ?? 0) : at + index + 1)

/**
 * Undoes one form of escaping in a text that comes in pieces. An escape that a piece breaks off waits for the next one.
 * Linear in the text. Throws the refusal `response_withheld` for an escape longer than any honest one.
 */
export class Decoder {
  readonly kind: Escape
  /** How many bytes were looked at, those that waited again each time. */
  steps = 0
  #carry: Chunk | null = null
  #bytes = new Uint8Array(0)
  #starts = new Float64Array(0)
  #ends = new Float64Array(0)

  constructor(kind: Escape) {
    this.kind = kind
  }

  /** One for another form, that goes on where this one is. */
  fork(kind: Escape): Decoder {
    const other = new Decoder(kind)
    other.#carry = this.#carry
    return other
  }

  /** Where in the source the escape that waits begins; Infinity: none does. */
  heldFrom(): number {
    return this.#carry ? startOf(this.#carry, 0) : Number.POSITIVE_INFINITY
  }

  /** The next piece, undone: valid until the next call. `isLast`: what waits is no escape. */
  decode(chunk: Chunk, isLast: boolean): Chunk {
    const input = this.#carry ? joined(this.#carry, chunk) : chunk
    this.#carry = null
    this.steps += input.bytes.byteLength
    const { bytes: source } = input
    const { marks, undo } = this.kind
    if (!marks.some((mark) => source.includes(mark))) return input
    const [one = 0, other = one] = marks
    this.#makeRoom(source.byteLength)
    let length = 0
    let nextOne = -1
    let nextOther = -1
    for (let at = 0; at < source.byteLength; ) {
      if (nextOne < at) nextOne = indexOf(source, one, at)
      if (nextOther < at) nextOther = other === one ? nextOne : indexOf(source, other, at)
      const next = Math.min(nextOne, nextOther)
      length = this.#copy(input, at, next, length)
      at = next
      if (at === source.byteLength) break
      const undone = undo(source, at)
      if (undone === endless) throw withheld('it holds an escape that does not end')
      if (undone === unfinished && !isLast) {
        this.#carry = tailOf(input, at)
        break
      }
      if (undone <= 0) {
        length = this.#copy(input, at, at + 1, length)
        at += 1
      } else {
        const taken = Math.floor(undone / perByte)
        const end = this.#write(undone % perByte, length)
        this.#starts.fill(startOf(input, at), length, end)
        this.#ends.fill(endOf(input, at + taken - 1), length, end)
        length = end
        at += taken
      }
    }
    return {
      bytes: this.#bytes.subarray(0, length),
      at: input.at,
      starts: this.#starts.subarray(0, length),
      ends: this.#ends.subarray(0, length),
    }
  }

  /** No escape is shorter than what it stands for. */
  #makeRoom(length: number): void {
    if (this.#bytes.byteLength >= length) return
    this.#bytes = new Uint8Array(length)
    this.#starts = new Float64Array(length)
    this.#ends = new Float64Array(length)
  }

  #copy(input: Chunk, from: number, to: number, length: number): number {
    // For a few bytes a loop is faster.
    if (input.starts && to - from > 32) {
      this.#bytes.set(input.bytes.subarray(from, to), length)
      this.#starts.set(input.starts.subarray(from, to), length)
      this.#ends.set(input.ends.subarray(from, to), length)
      return length + to - from
    }
    let at = length
    for (let index = from; index < to; index += 1, at += 1) {
      this.#bytes[at] = input.bytes[index] ?? 0
      this.#starts[at] = startOf(input, index)
      this.#ends[at] = endOf(input, index)
    }
    return at
  }

  /** A byte, or a character in UTF-8: RFC 3629 section 3. */
  #write(code: number, at: number): number {
    const bytes = this.#bytes
    if (code === nothing) return at
    if (this.kind.isByte || code < 0x80) {
      bytes[at] = code
      return at + 1
    }
    const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
    bytes[at] = ((0xff00 >> (more + 1)) & 0xff) | (code >> (6 * more))
    for (let index = 1; index <= more; index += 1) bytes[at + index] = 0x80 | ((code >> (6 * (more - index))) & 0x3f)
    return at + more + 1
  }
}

/** Where the next such byte is; the end if there is none. */
function indexOf(source: Uint8Array, byte: number, from: number): number {
  // Escapes often stand close together, and a call costs more than a few steps.
  const near = Math.min(from + 16, source.byteLength)
  for (let at = from; at < near; at += 1) if (source[at] === byte) return at
  const found = source.indexOf(byte, near)
  return found === -1 ? source.byteLength : found
}

function tailOf(chunk: Chunk, from: number): Chunk {
  const bytes = chunk.bytes.slice(from)
  if (!chunk.starts) return { bytes, at: chunk.at + from, starts: null, ends: null }
  return { bytes, at: chunk.at, starts: chunk.starts.slice(from), ends: chunk.ends.slice(from) }
}

function joined(carry: Chunk, chunk: Chunk): Chunk {
  const length = carry.bytes.byteLength + chunk.bytes.byteLength
  const bytes = new Uint8Array(length)
  bytes.set(carry.bytes)
  bytes.set(chunk.bytes, carry.bytes.byteLength)
  // Pieces of the source itself follow one another.
  if (!carry.starts && !chunk.starts) return { bytes, at: carry.at, starts: null, ends: null }
  const starts = new Float64Array(length)
  const ends = new Float64Array(length)
  let at = 0
  for (const part of [carry, chunk])
    for (let index = 0; index < part.bytes.byteLength; index += 1, at += 1) {
      starts[at] = startOf(part, index)
      ends[at] = endOf(part, index)
    }
  return { bytes, at: carry.at, starts, ends }
}
