import { ReadPermit } from './read-permit.ts'

/**
 * Plaintext of a credential. It holds the bytes in a private field, so that printing, serialising or inspecting it by
 * accident says `[secret]`. Reading takes a ReadPermit, which only the modules named in .dependency-cruiser.cjs may
 * import: every place that reads plaintext is found by looking for that import. After tink-go's `secretdata`.
 */
export class SecretValue {
  readonly #bytes: Uint8Array
  /**
   * Private fields do not count in a deep comparison, where any two values would be equal: a test that compares them so
   * fails with this. Nor can a symbol be cloned: structuredClone and postMessage throw instead of losing the value.
   */
  readonly identity = Symbol('secret')

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Copies `text` as UTF-8. Throws nothing; lone surrogates become U+FFFD, so inputs are checked with isWellFormed(). */
  static fromText(text: string): SecretValue {
    return new SecretValue(new TextEncoder().encode(text))
  }

  /** Takes over `bytes` without a copy: the caller gives them up. */
  static fromBytes(bytes: Uint8Array): SecretValue {
    return new SecretValue(bytes)
  }

  /** Length in bytes. */
  get byteLength(): number {
    return this.#bytes.byteLength
  }

  /** The bytes themselves, not a copy. Throws TypeError without the permit. */
  read(permit: ReadPermit): Uint8Array {
    // `read(null!)` and a cast to any satisfy the compiler without the import that is searched for.
    if (permit !== ReadPermit.granted) throw new TypeError('Reading a secret takes a ReadPermit.')
    return this.#bytes
  }

  /** The bytes as UTF-8 text. Throws TypeError if they are none, quoting nothing, and without the permit. */
  readText(permit: ReadPermit): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.read(permit))
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
