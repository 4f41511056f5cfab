import type { Canary } from './canary.ts'
import { formsOf } from './forms.ts'

/** Where a canary was found, and how it was written there. Never the text itself. */
export type Leak = { canary: string; form: string; where: string; offset: number; times: number }

type Needle = { bytes: Buffer; canary: string; form: string }

const filterBits = 24

/**
 * Finds canaries in any bytes. It knows nothing of what it searches: no format, no code of Postern's. It counts what it
 * read, so that a search that read nothing cannot be taken for one that found nothing.
 */
export class LeakSearch {
  readonly #byStart = new Map<number, Needle[]>()
  readonly #filter = new Uint8Array(1 << (filterBits - 3))
  readonly #leaks = new Map<string, Leak>()
  #longest = 0
  #bytesRead = 0

  constructor(canaries: Canary[]) {
    for (const canary of canaries) this.#add(canary)
  }

  get leaks(): Leak[] {
    return [...this.#leaks.values()]
  }

  get bytesRead(): number {
    return this.#bytesRead
  }

  /** How many bytes of a part have to be read again with the part that follows. */
  get overlap(): number {
    return this.#longest - 1
  }

  text(text: string, where: string): void {
    this.bytes(Buffer.from(text, 'utf8'), where)
  }

  /** Searches `bytes`. `from`: where they begin in the whole; `again`: how many of them were searched before. */
  bytes(bytes: Uint8Array, where: string, from = 0, again = 0): void {
    this.#bytesRead += bytes.length - again
    const filter = this.#filter
    let word = 0
    for (let index = 0; index < bytes.length; index++) {
      word = (word << 8) | (bytes[index] as number)
      const slot = Math.imul(word, 0x9e3779b1) >>> (32 - filterBits)
      if (((filter[slot >>> 3] as number) & (1 << (slot & 7))) === 0 || index < 3) continue
      for (const needle of this.#byStart.get(word) ?? []) {
        const end = index - 3 + needle.bytes.length
        // What ends in the bytes that were searched before was counted before.
        if (end > again && end <= bytes.length && matches(bytes, index - 3, needle.bytes)) {
          this.#found(needle, where, from + index - 3)
        }
      }
    }
  }

  #add({ name, text }: Canary): void {
    if (text.length < 16) throw new Error(`The canary ${name} is too short to be told from chance.`)
    const known = new Set<string>()
    for (const { name: form, units, span } of formsOf(text)) {
      for (let first = 0; first + span <= units.length; first++) {
        const bytes = Buffer.concat(units.slice(first, first + span))
        // A run of digits is the same in lower case, in upper case and as it is.
        if (known.has(bytes.toString('latin1'))) continue
        known.add(bytes.toString('latin1'))
        const word = bytes.readInt32BE(0)
        const needles = this.#byStart.get(word) ?? []
        needles.push({ bytes, canary: name, form })
        this.#byStart.set(word, needles)
        const slot = Math.imul(word, 0x9e3779b1) >>> (32 - filterBits)
        this.#filter[slot >>> 3] = (this.#filter[slot >>> 3] as number) | (1 << (slot & 7))
        this.#longest = Math.max(this.#longest, bytes.length)
      }
    }
  }

  #found({ canary, form }: Needle, where: string, offset: number): void {
    const key = `${canary}\n${form}\n${where}`
    const leak = this.#leaks.get(key) ?? { canary, form, where, offset, times: 0 }
    leak.times += 1
    this.#leaks.set(key, leak)
  }
}

function matches(bytes: Uint8Array, at: number, needle: Buffer): boolean {
  for (let index = 4; index < needle.length; index++) if (bytes[at + index] !== needle[index]) return false
  return true
}
