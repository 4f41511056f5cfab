import type { KeyObject } from 'node:crypto'
import { type ContentEncryption, contentEncryptions, encryptContent } from './content-encryption.ts'

/** A key of an envelope, and which version of its secret it is. */
export type EnvelopeKey = { kid: string; key: KeyObject }

/**
 * The plaintext as a JWE in compact serialization, encrypted directly under the key: RFC 7516 section 7.1, with `dir` of
 * RFC 7518 section 4.5. Any JOSE library opens it, and any AES-GCM: docs/allowlist.md. Throws for a key of another size.
 */
export function sealEnvelope(
  plaintext: Uint8Array,
  {
    encryption,
    key: { kid, key },
    contentType,
  }: { encryption: ContentEncryption; key: EnvelopeKey; contentType: string | null },
): string {
  const { enc } = contentEncryptions[encryption]
  const header = { alg: 'dir', enc, kid, ...(contentType !== null && { cty: contentType }) }
  const protectedHeader = encode(Buffer.from(JSON.stringify(header), 'utf8'))
  const associatedData = Buffer.from(protectedHeader, 'ascii')
  const { nonce, ciphertext, tag } = encryptContent(encryption, key, { plaintext, associatedData })
  return [protectedHeader, '', encode(nonce), encode(ciphertext), encode(tag)].join('.')
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
