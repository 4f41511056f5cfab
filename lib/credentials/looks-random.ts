/** What people write where a value is to come: no credential, however it is called. */
const placeholder =
  /^(?:x{3,}|y{3,}|\*+|•+|\.{3,}|-+|_+|0+|1234567890?|null|none|true|false|undefined|todo|change-?me|example|test|dummy|sample|password|secret|token|redacted)$|^(?:your|my|the|some|an?)[-_ ]|^<.*>$|^\$|^%[A-Za-z_]+%$|(?:example|placeholder|dummy|changeme|here|redacted)$/i

/** Whether a text only stands for a value that somebody is to put there. */
export const isPlaceholder = (text: string): boolean =>
  placeholder.test(text) || new Set(text).size < 4 || /[{}]/.test(text)

/**
 * Whether a text looks drawn at random and not written by a person: 16 characters or more, letters and digits mixed, and
 * as many different ones as chance would draw (Shannon's entropy, with the thresholds that truffleHog and detect-secrets
 * made customary). An identifier such as a UUID does not count: it is no credential by itself.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || isPlaceholder(text) || isUuid(text)) return false
  if (/^[0-9a-f]+$/i.test(text))
    return text.length >= 32 && /\d/.test(text) && /[a-f]/i.test(text) && entropyOf(text) > 2.8
  if (!/^[A-Za-z0-9+/=_.~-]+$/.test(text)) return false
  return hasMixedWord(text) && entropyOf(text) > 3.4
}

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** One word of it, at least, in which digits stand between letters, as in nothing that is spoken: `acme-europe-2024` has none. */
const hasMixedWord = (text: string) =>
  text
    .split(/[-_./=+~]/)
    .some((word) => word.length >= 8 && (/[A-Za-z]\d+[A-Za-z]/.test(word) || /\d[A-Za-z]+\d/.test(word)))

/** Bits for each character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
