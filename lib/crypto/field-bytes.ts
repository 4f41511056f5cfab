/** A UUID's 16 bytes, whatever the case of its letters. Throws TypeError if it is none. RFC 9562, 4. */
export function uuidBytes(uuid: string): Uint8Array {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid)) throw new TypeError('An id must be a UUID.')
  return new Uint8Array(Buffer.from(uuid.replaceAll('-', ''), 'hex'))
}

/** A whole number from 0 to 2^53 - 1 as 8 bytes, big-endian. Throws TypeError for anything else. */
export function integerBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError('A number must be whole and not negative.')
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** The stable code of a name, as one byte. Throws TypeError for a name without one. */
export function codeByte<Name extends string>(codes: Readonly<Record<Name, number>>, name: Name): Uint8Array {
  if (!Object.hasOwn(codes, name)) throw new TypeError('A field has a value without a code.')
  return Uint8Array.of(codes[name])
}
