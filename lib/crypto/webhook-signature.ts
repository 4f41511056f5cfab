import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** A delivery as it came: the bytes of its body, not what was made of them. */
export type SignedDelivery = { id: string; timestamp: string; body: Uint8Array }

/** Fewer bytes can be guessed by whoever has seen one delivery. The specification asks for 24. */
const minKeyBytes = 16
/** Senders sign with the old and the new key while they rotate; more are guesses. */
const mostSignatures = 4

/**
 * The key that a text stands for: `whsec_` and Base64, as the specification has it, or else its own bytes. Null for fewer
 * than 16 bytes, and for Base64 that is none.
 */
export function webhookKey(text: string): KeyObject | null {
  const bytes = text.startsWith('whsec_') ? fromBase64(text.slice('whsec_'.length)) : Buffer.from(text, 'utf8')
  return bytes && bytes.byteLength >= minKeyBytes ? createSecretKey(bytes) : null
}

/**
 * Whether a delivery was signed with one of the keys: `v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body, of
 * which a header may hold several, with spaces between. In constant time for each. Standard Webhooks 1.0.0.
 */
export function isSignedDelivery(keys: readonly KeyObject[], delivery: SignedDelivery, header: string): boolean {
  const given = header
    .split(' ')
    .slice(0, mostSignatures)
    .flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice('v1,'.length), 'base64')] : []))
  let isSigned = false
  for (const key of keys) {
    const expected = signatureOf(key, delivery)
    for (const signature of given)
      if (signature.byteLength === expected.byteLength && timingSafeEqual(signature, expected)) isSigned = true
  }
  return isSigned
}

function signatureOf(key: KeyObject, { id, timestamp, body }: SignedDelivery): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`, 'utf8').update(body).digest()
}

function fromBase64(text: string): Buffer | null {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}
