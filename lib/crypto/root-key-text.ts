import { createHash, createSecretKey, type KeyObject } from 'node:crypto'

const prefix = 'postern-root-key-1:'
const shape = /^([A-Za-z0-9_-]{43}):([0-9a-f]{8})$/

export type RootKeyText = { ok: true; key: KeyObject } | { ok: false; problem: string }

/**
 * A root key as its one line: `postern-root-key-1:`, the 32 bytes in base64url, `:` and the first 8 hex digits of
 * SHA-256 over everything before that colon. Throws TypeError unless the key has 256 bits. RFC 4648, 5.
 */
export function printRootKey(key: KeyObject): string {
  if (key.type !== 'secret' || key.symmetricKeySize !== 32) throw new TypeError('The key must have 256 bits.')
  return withChecksum(key.export().toString('base64url'))
}

/**
 * Reads that line; white space around it does not count. A text that is cut short, mistyped or of another format gives
 * the problem in words that quote nothing of it.
 */
export function parseRootKey(text: string): RootKeyText {
  const line = text.trim()
  if (line === '') return { ok: false, problem: 'it is empty' }
  if (!line.startsWith(prefix)) return { ok: false, problem: `it does not begin with ${prefix}` }
  const [, encoded] = shape.exec(line.slice(prefix.length)) ?? []
  if (encoded === undefined) return { ok: false, problem: 'it is cut short, or something was added to it' }
  const bytes = Buffer.from(encoded, 'base64url')
  // The last of the 43 characters holds two bits more than the key has: printing it again tells any other spelling.
  if (bytes.byteLength !== 32 || withChecksum(bytes.toString('base64url')) !== line) {
    return { ok: false, problem: 'its checksum does not match, so that a character in it is wrong' }
  }
  const key = createSecretKey(bytes)
  bytes.fill(0)
  return { ok: true, key }
}

function withChecksum(encoded: string): string {
  const checksum = createHash('sha256').update(`${prefix}${encoded}`).digest('hex').slice(0, 8)
  return `${prefix}${encoded}:${checksum}`
}
