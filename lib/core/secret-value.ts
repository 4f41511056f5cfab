import type { ReadPermit } from './read-permit.ts'

/**
 * Plaintext of a credential. It holds the bytes in a private field, so that printing, serialising or inspecting it by
 * accident says `[secret]`. Reading takes a ReadPermit, which only the modules named in .dependency-cruiser.cjs may
 * import: every place that reads plaintext is found by looking for that import. After tink-go's `secretdata`.
 */
export class SecretValue {
  readonly #bytes: Uint8Array

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

  /** The bytes themselves, not a copy. */
  read(_permit: ReadPermit): Uint8Array {
    return this.#bytes
  }

  /** The bytes as UTF-8 text. Throws TypeError if they are none. */
  readText(_permit: ReadPermit): string {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.#bytes)
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
