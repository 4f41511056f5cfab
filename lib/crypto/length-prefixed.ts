/**
 * Parts as bytes from which they can be told apart again, so that no two lists have the same bytes: each part is its
 * length (4 bytes, big-endian) and itself, a text as UTF-8. Throws TypeError for a text with a lone surrogate, which
 * UTF-8 cannot hold.
 */
export function lengthPrefixed(parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map(bytesOf)
  const all = new Uint8Array(encoded.reduce((length, part) => length + 4 + part.byteLength, 0))
  const view = new DataView(all.buffer)
  let offset = 0
  for (const part of encoded) {
    view.setUint32(offset, part.byteLength)
    all.set(part, offset + 4)
    offset += 4 + part.byteLength
  }
  return all
}

const encoder = new TextEncoder()

function bytesOf(part: Uint8Array | string): Uint8Array {
  if (typeof part !== 'string') return part
  if (/\p{Surrogate}/u.test(part)) throw new TypeError('The text is not well-formed Unicode.')
  return encoder.encode(part)
}
