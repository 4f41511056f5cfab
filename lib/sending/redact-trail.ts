import { type Chunk, startOf } from './decoded-views.ts'

/** The last bytes of a text that comes in pieces, and where in the source each began. Places are counted from the end: 1 is the last. */
export class Trail {
  #bytes = new Uint8Array(0)
  #starts = new Float64Array(0)
  #from = 0
  #to = 0

  byteAt(back: number): number | undefined {
    return back <= this.#to - this.#from ? this.#bytes[this.#to - back] : undefined
  }

  startAt(back: number): number {
    return this.#starts[this.#to - back] ?? 0
  }

  /** Appends a piece and forgets all but the last `count` bytes. Costs no more than the piece, on average. */
  keep(chunk: Chunk, count: number): void {
    const length = chunk.bytes.byteLength
    const added = Math.min(length, count)
    this.#from = Math.max(this.#from, this.#to - (count - added))
    this.#makeRoom(added)
    for (let index = length - added; index < length; index += 1) {
      this.#bytes[this.#to] = chunk.bytes[index] ?? 0
      this.#starts[this.#to] = startOf(chunk, index)
      this.#to += 1
    }
  }

  fork(): Trail {
    const other = new Trail()
    other.#bytes = this.#bytes.slice(this.#from, this.#to)
    other.#starts = this.#starts.slice(this.#from, this.#to)
    other.#to = this.#to - this.#from
    return other
  }

  /** Moves what is kept to the front only where that leaves as much room again: the next move is far. */
  #makeRoom(added: number): void {
    if (this.#to + added <= this.#bytes.byteLength) return
    const kept = this.#to - this.#from
    if (2 * (kept + added) > this.#bytes.byteLength) {
      const bytes = new Uint8Array(4 * (kept + added))
      const starts = new Float64Array(bytes.byteLength)
      bytes.set(this.#bytes.subarray(this.#from, this.#to))
      starts.set(this.#starts.subarray(this.#from, this.#to))
      this.#bytes = bytes
      this.#starts = starts
    } else {
      this.#bytes.copyWithin(0, this.#from, this.#to)
      this.#starts.copyWithin(0, this.#from, this.#to)
    }
    this.#from = 0
    this.#to = kept
  }
}
