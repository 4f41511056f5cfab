import { createSecretKey, type KeyObject } from 'node:crypto'
import { type ContentEncryption, contentEncryptions } from './content-encryption.ts'

/** How the text of a secret stands for the bytes of a key. */
export type KeyTextEncoding = 'hex' | 'base64' | 'text'

/**
 * The key that a secret's text stands for, or why it is none, in a sentence that tells its length and nothing else of
 * it. Nothing is trimmed or filled up: a key of another length is another key.
 */
export function readKey(
  text: string,
  { encoding, encryption }: { encoding: KeyTextEncoding; encryption: ContentEncryption },
): { key: KeyObject } | { problem: string } {
  const bytes = decoders[encoding](text)
  if (bytes === null) return { problem: notSo[encoding] }
  const needed = contentEncryptions[encryption].bytes
  if (bytes.byteLength !== needed)
    return {
      problem: `The key has ${bytes.byteLength} ${bytes.byteLength === 1 ? 'byte' : 'bytes'}; AES-${needed * 8} needs ${needed}.`,
    }
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return { key }
}

const decoders: Record<KeyTextEncoding, (text: string) => Buffer | null> = {
  hex: (text) => (/^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : null),
  base64: (text) => {
    const plain = text.replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Buffer.from(plain, 'base64')
    const whole = bytes.toString('base64')
    return bytes.byteLength > 0 && (plain === whole || plain === whole.replace(/=+$/, '')) ? bytes : null
  },
  text: (text) => (text.isWellFormed() ? Buffer.from(text, 'utf8') : null),
}

const notSo: Record<KeyTextEncoding, string> = {
  hex: 'The key is not hex, which is two of 0 to 9 and A to F for each byte, without spaces and line breaks.',
  base64: 'The key is not Base64 or Base64url, or has spaces or line breaks in it.',
  text: 'The key is not text.',
}
