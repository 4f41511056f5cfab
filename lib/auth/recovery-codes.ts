import { createHash, randomBytes } from 'node:crypto'

export const recoveryCodeCount = 10
const codeBytes = 15
const codeLength = 24
/** Crockford's base 32: what looks like a digit is read as one. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** New recovery codes of 120 random bits, `ABCD-EFGH-JKMN-PQRS-TVWX-YZ01`, and what the database holds of them. OWASP ASVS 6.5.2. */
export function newRecoveryCodes(): { codes: string[]; hashes: Uint8Array<ArrayBuffer>[] } {
  const codes = Array.from({ length: recoveryCodeCount }, () => printed(randomBytes(codeBytes)))
  return { codes, hashes: codes.map((code) => hashOf(normal(code))) }
}

/** The hash of a code as somebody typed it, whatever its case and hyphens; null for what is no code. */
export function recoveryCodeHash(typed: string): Uint8Array<ArrayBuffer> | null {
  const code = normal(typed)
  return code.length === codeLength && [...code].every((letter) => alphabet.includes(letter)) ? hashOf(code) : null
}

const normal = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0')

function printed(bytes: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (let i = 0; i < codeLength; i++, bits >>= 5n) text = `${alphabet[Number(bits & 31n)]}${text}`
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

const hashOf = (code: string) => new Uint8Array(createHash('sha256').update(code).digest())
