import { maxShownBytes } from './limits.ts'

/** At most the first 64 KiB of a text, or of its bytes in UTF-8, whole characters; and whether something was cut. */
export function cut(whole: string | Buffer): { text: string; isCut: boolean } {
  const bytes = typeof whole === 'string' ? Buffer.from(whole, 'utf8') : whole
  if (bytes.byteLength <= maxShownBytes) return { text: bytes.toString('utf8'), isCut: false }
  // With `stream`, a character that the cut splits is left out instead of replaced.
  return { text: new TextDecoder().decode(bytes.subarray(0, maxShownBytes), { stream: true }), isCut: true }
}
