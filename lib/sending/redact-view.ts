import { type Chunk, Decoder, endOf, startOf } from './decoded-views.ts'
import { escapes } from './escapes.ts'
import type { NeedleFinder, Search } from './needle-finder.ts'
import { Trail } from './redact-trail.ts'

/** A few forms nest: an escaped string inside an escaped string, a percent-encoded value inside JSON. */
const maxDepth = 2

/** A match in Base64 whose neighbours have not all come yet. `taken`: how many of them belong to it. */
type Widening = { start: number; end: number; taken: number }

type Child = { decoder: Decoder; view: View }

/** Told what is to be hidden, as places of the source. Of several with the same start, the longest. */
export type Hide = (start: number, end: number) => void

/**
 * One way to read a text that comes in pieces, searched for needles, and the ways to read it with one more form of
 * escaping undone. A way differs from the one that it comes from only once there was something to undo: it begins then, in the state of the other.
 */
export class View {
  readonly #finder: NeedleFinder
  readonly #depth: number
  #search: Search = { node: 0, steps: 0 }
  #trail = new Trail()
  #widenings: Widening[] = []
  readonly #children: (Child | undefined)[] = []

  constructor(finder: NeedleFinder, depth = maxDepth) {
    this.#finder = finder
    this.#depth = depth
  }

  /** How much work was done: bytes undone and read, and steps back in the tree of needles. */
  get steps(): number {
    return this.#children.reduce(
      (sum, child) => sum + (child ? child.decoder.steps + child.view.steps : 0),
      this.#search.steps,
    )
  }

  /** Reads the next piece. What is found may begin in earlier ones, but not before `heldFrom`. */
  read(chunk: Chunk, isLast: boolean, hide: Hide): void {
    if (this.#depth > 0) this.#beginChildren(chunk)
    this.#searchIn(chunk, hide)
    for (const child of this.#children) child?.view.read(child.decoder.decode(chunk, isLast), isLast, hide)
  }

  /** What comes later can hide nothing of the source before this place. Infinity: nothing that was read so far. */
  heldFrom(): number {
    let partial = this.#finder.depthOf(this.#search)
    // The character before Base64 can hold bits of the value.
    if (isBase64(this.#trail.byteAt(partial + 1))) partial += 1
    let from = partial > 0 ? this.#trail.startAt(partial) : Number.POSITIVE_INFINITY
    for (const { start } of this.#widenings) from = Math.min(from, start)
    for (const child of this.#children)
      if (child) from = Math.min(from, child.decoder.heldFrom(), child.view.heldFrom())
    return from
  }

  #beginChildren(chunk: Chunk): void {
    for (const [index, kind] of escapes.entries()) {
      const begins = kind.isLike ? kind.marks.slice(0, 1) : kind.marks
      if (this.#children[index] || !begins.some((mark) => chunk.bytes.includes(mark))) continue
      // Until its own mark comes, it reads the same as the one that it is like.
      const same = kind.isLike ? this.#children[index - 1] : undefined
      this.#children[index] = {
        decoder: same ? same.decoder.fork(kind) : new Decoder(kind),
        view: (same?.view ?? this).#fork(this.#depth - 1),
      }
    }
  }

  /** One in the same state. What was read with another escape undone so far, the new one has read like that too. */
  #fork(depth: number): View {
    const other = new View(this.#finder, depth)
    other.#search = { node: this.#search.node, steps: 0 }
    other.#trail = this.#trail.fork()
    other.#widenings = this.#widenings.map((widening) => ({ ...widening }))
    if (depth > 0)
      for (const [index, child] of this.#children.entries())
        if (child)
          other.#children[index] = {
            decoder: child.decoder.fork(child.decoder.kind),
            view: child.view.#fork(depth - 1),
          }
    return other
  }

  #searchIn(chunk: Chunk, hide: Hide): void {
    const waiting = this.#widenings
    this.#widenings = []
    for (const widening of waiting) this.#widen(widening, chunk, 0, hide)
    this.#finder.find(this.#search, chunk.bytes, (end, length, isInBase64) => {
      const first = end - length
      if (!isInBase64) return hide(this.#startAt(chunk, first), endOf(chunk, end - 1))
      const before = first > 0 ? chunk.bytes[first - 1] : this.#trail.byteAt(1 - first)
      const start = this.#startAt(chunk, isBase64(before) ? first - 1 : first)
      this.#widen({ start, end: endOf(chunk, end - 1), taken: 0 }, chunk, end, hide)
    })
    this.#trail.keep(chunk, this.#finder.depthOf(this.#search) + 1)
  }

  #startAt(chunk: Chunk, index: number): number {
    return index >= 0 ? startOf(chunk, index) : this.#trail.startAt(-index)
  }

  /** The characters beside a Base64 match can hold up to four bits of the value; padding tells its length. */
  #widen(widening: Widening, chunk: Chunk, from: number, hide: Hide): void {
    let at = from
    for (; widening.taken < 3 && at < chunk.bytes.byteLength; at += 1) {
      const byte = chunk.bytes[at]
      if (byte !== 0x3d && !(widening.taken === 0 && isBase64(byte))) break
      widening.end = endOf(chunk, at)
      widening.taken += 1
    }
    hide(widening.start, widening.end)
    if (widening.taken < 3 && at === chunk.bytes.byteLength) this.#widenings.push(widening)
  }
}

const base64Characters = new Uint8Array(256)
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'))
  base64Characters[byte] = 1

const isBase64 = (byte: number | undefined) => byte !== undefined && base64Characters[byte] === 1
