/** The user or the password of an address in the configuration, decoded. Null where it cannot be, or holds what ends a line or a field of a header. */
export function credentialInUrl(text: string): string | null {
  try {
    const plain = decodeURIComponent(text)
    return /\p{Cc}/u.test(plain) ? null : plain
  } catch {
    return null
  }
}
