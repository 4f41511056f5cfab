import { withheld } from './decode-answer.ts'
import { dots } from './dots.ts'
import { maxHeldBytes } from './limits.ts'
import type { NeedleFinder } from './needle-finder.ts'
import { View } from './redact-view.ts'

/** Small enough for a processor's cache. */
const blockBytes = 16 * 1024

/**
 * Replaces needles in a text that comes in pieces, exactly as in the whole text, wherever it was cut. It gives back at
 * once what nothing that is still to come can make part of a value, and holds the rest. Throws the refusal
 * `response_withheld` where it would have to hold more than 4 MiB.
 */
export class RedactStream {
  /** How many values were replaced so far. */
  count = 0
  /** How many of them held more than ASCII. */
  wide = 0
  readonly #view: View
  #bytes = new Uint8Array(0)
  /** For each byte held, how long the longest match is that begins there; 0: none. */
  #lengths = new Uint32Array(0)
  #from = 0
  #to = 0
  /** Where in the source the first byte held is. */
  #at = 0
  /** Up to here the source is hidden behind dots that were given out. */
  #hiddenUntil = 0
  #isWide = false
  #matches = 0

  constructor(finder: NeedleFinder) {
    this.#view = new View(finder)
  }

  /** How much work was done: it grows with the text alone, whatever is in it. */
  get steps(): number {
    return this.#view.steps
  }

  push(chunk: Uint8Array): Buffer {
    const out: Uint8Array[] = []
    for (let at = 0; at < chunk.byteLength; at += blockBytes) {
      const bytes = chunk.subarray(at, at + blockBytes)
      const place = this.#at + this.#to - this.#from
      this.#append(bytes)
      this.#view.read({ bytes, at: place, starts: null, ends: null }, false, this.#hide)
      this.#release(this.#view.heldFrom(), out)
    }
    return Buffer.concat(out)
  }

  end(): Buffer {
    const out: Uint8Array[] = []
    const at = this.#at + this.#to - this.#from
    this.#view.read({ bytes: new Uint8Array(0), at, starts: null, ends: null }, true, this.#hide)
    this.#release(Number.POSITIVE_INFINITY, out)
    return Buffer.concat(out)
  }

  #hide = (start: number, end: number): void => {
    const index = this.#from + start - this.#at
    const known = this.#lengths[index] ?? 0
    if (known === 0) this.#matches += 1
    this.#lengths[index] = Math.max(known, end - start)
  }

  #append(bytes: Uint8Array): void {
    const held = this.#to - this.#from
    if (this.#to + bytes.byteLength > this.#bytes.byteLength) {
      // Room for as much again, so that on average each byte is moved once.
      const size = 2 * (held + bytes.byteLength)
      const isTooSmall = size > this.#bytes.byteLength
      const [to, lengths] = isTooSmall ? [new Uint8Array(size), new Uint32Array(size)] : [this.#bytes, this.#lengths]
      to.set(this.#bytes.subarray(this.#from, this.#to))
      lengths.set(this.#lengths.subarray(this.#from, this.#to))
      this.#bytes = to
      this.#lengths = lengths
      this.#from = 0
      this.#to = held
    }
    this.#bytes.set(bytes, this.#to)
    this.#lengths.fill(0, this.#to, this.#to + bytes.byteLength)
    this.#to += bytes.byteLength
  }

  /** Overlapping matches become one; two that only touch stay two. */
  #release(heldFrom: number, out: Uint8Array[]): void {
    const until = Math.min(this.#to, this.#from + heldFrom - this.#at)
    let shownFrom = this.#from
    let hiddenUntil = this.#from + this.#hiddenUntil - this.#at
    const show = (to: number) => {
      const from = Math.max(shownFrom, Math.min(hiddenUntil, to))
      if (!this.#isWide && this.#bytes.subarray(shownFrom, from).some((byte) => byte > 0x7f)) {
        this.#isWide = true
        this.wide += 1
      }
      if (from < to) out.push(this.#bytes.slice(from, to))
      shownFrom = to
    }
    for (let index = this.#from; index < until && this.#matches > 0; index += 1) {
      const length = this.#lengths[index] ?? 0
      if (length === 0) continue
      this.#matches -= 1
      if (index >= hiddenUntil) {
        show(index)
        out.push(hidden)
        this.count += 1
        this.#isWide = false
      }
      hiddenUntil = Math.max(hiddenUntil, index + length)
    }
    show(until)
    this.#hiddenUntil = hiddenUntil - this.#from + this.#at
    this.#at += until - this.#from
    this.#from = until
    if (this.#to - this.#from > maxHeldBytes) throw withheld('too much of it could be part of a value')
  }
}

const hidden = Buffer.from(dots)
