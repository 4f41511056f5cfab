import { OpenError } from '#lib/crypto/open-error.ts'
import { type ContentEncryption, contentEncryptions, decryptContent } from './content-encryption.ts'
import type { EnvelopeKey } from './seal-envelope.ts'

export type OpenedEnvelope = {
  plaintext: Uint8Array
  /** Of the key that opened it. */
  kid: string
  contentType: string | null
}

/**
 * What sealEnvelope() sealed, here or elsewhere, under one of these keys; the one that the envelope names is tried first.
 * Throws OpenError, always the same, for everything else: another key, algorithm or form, a byte cut or changed, `zip`
 * and `crit`. Threat: whoever may send answers learns from differences what it was that did not fit. RFC 7516 section
 * 11.5; compression would make length tell of content, and a small envelope unfold to anything.
 */
export function openEnvelope(
  text: string,
  { encryption, keys }: { encryption: ContentEncryption; keys: readonly EnvelopeKey[] },
): OpenedEnvelope {
  const parts = text.split('.')
  const [protectedHeader = '', encryptedKey, nonce = '', ciphertext = '', tag = ''] = parts
  if (parts.length !== 5 || encryptedKey !== '') throw new OpenError()
  const { kid, contentType } = readHeader(decode(protectedHeader), encryption)
  const sealed = {
    nonce: decode(nonce),
    ciphertext: decode(ciphertext),
    tag: decode(tag),
    associatedData: Buffer.from(protectedHeader, 'ascii'),
  }
  const named = keys.filter((key) => key.kid === kid)
  for (const { kid: ofKey, key } of [...named, ...keys.filter((each) => each.kid !== kid)]) {
    try {
      return { plaintext: decryptContent(encryption, key, sealed), kid: ofKey, contentType }
    } catch {}
  }
  throw new OpenError()
}

function readHeader(bytes: Buffer, encryption: ContentEncryption): { kid: string | null; contentType: string | null } {
  let header: Record<string, unknown> | null
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new OpenError()
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw new OpenError()
  const { alg, enc, zip, crit, kid = null, cty = null } = header
  if (alg !== 'dir' || enc !== contentEncryptions[encryption].enc || zip !== undefined || crit !== undefined)
    throw new OpenError()
  if ((kid !== null && typeof kid !== 'string') || (cty !== null && typeof cty !== 'string')) throw new OpenError()
  return { kid, contentType: cty }
}

/** RFC 7515 section 2: without padding, and only in its one form. */
function decode(text: string): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new OpenError()
  return bytes
}
