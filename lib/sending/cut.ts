import { maxShownBytes } from './limits.ts'

/** At most the first 64 KiB of a text, whole characters; and whether something was cut. */
export function cut(text: string): { text: string; isCut: boolean } {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.byteLength <= maxShownBytes) return { text, isCut: false }
  // With `stream`, a character that the cut splits is left out instead of replaced.
  return { text: new TextDecoder().decode(bytes.subarray(0, maxShownBytes), { stream: true }), isCut: true }
}
