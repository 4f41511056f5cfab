import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomLength = 32
const checksumLength = 6

/** What a scanner looks for in texts that should hold none; isTokenText() then says offline whether it is one. */
export const tokenPattern = /^pst_[0-9A-Za-z]{32}[0-9A-Za-z]{6}$/

/** A new API token: 190 random bits in base 62, and the checksum of all that stands before it. */
export function newTokenText(): string {
  const random = Array.from({ length: randomLength }, () => digits[randomInt(digits.length)]).join('')
  return `pst_${random}${checksumOf(`pst_${random}`)}`
}

/** Whether a text can be a token: its form, and its checksum. It asks nobody, and tells nothing about whether one exists. */
export function isTokenText(text: string): boolean {
  if (!tokenPattern.test(text)) return false
  return checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength)
}

/** What is stored of a token. With 190 random bits in it a plain hash suffices. OWASP ASVS 6.5.2. */
export function tokenHash(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest())
}

/** CRC-32 (ISO 3309) in base 62, the most significant digit first, filled with zeros to six digits. */
function checksumOf(text: string): string {
  let rest = crc32(text)
  let written = ''
  for (let count = 0; count < checksumLength; count++) {
    written = digits[rest % digits.length] + written
    rest = Math.floor(rest / digits.length)
  }
  return written
}
