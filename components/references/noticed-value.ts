import type { SecretType } from '#lib/secrets/schema.ts'

/** How a text is written where it was noticed: in a JSON or form body otherwise than it is meant. */
export type WrittenAs = 'text' | 'json' | 'form' | 'path'

/** `behind`: what has to stand behind the reference, so that it means the same. */
export type NoticedValue = { type: SecretType; token?: string; username?: string; password?: string; behind: '' | ':' }

/** What is to be stored of a credential that stands in a text, from `start` to `end`: of `Basic …` the pair in it. */
export function noticedValue(
  text: string,
  { start, end }: { start: number; end: number },
  as: WrittenAs,
): NoticedValue {
  const written = text.slice(start, end)
  if (/basic\s+$/i.test(text.slice(Math.max(0, start - 16), start))) {
    const pair = pairIn(written)
    // A user's name without a password is a token, and is written so: `Basic {secrets.x}:`.
    if (pair?.password === '') return { type: 'token', token: pair.username, behind: ':' }
    if (pair) return { type: 'username_password', ...pair, behind: '' }
  }
  return { type: 'token', token: meant(written, as), behind: '' }
}

/** RFC 7617: Base64 of the user's name, a colon, and the password; null where it is anything else. */
function pairIn(base64: string): { username: string; password: string } | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const colon = text.indexOf(':')
    if (colon < 1) return null
    return { username: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return null
  }
}

function meant(written: string, as: WrittenAs): string {
  try {
    if (as === 'json') return String(JSON.parse(`"${written}"`))
    if (as === 'form') return decodeURIComponent(written.replaceAll('+', ' '))
    if (as === 'path') return decodeURIComponent(written)
  } catch {
    // Not written as it should be: then it is what it says.
  }
  return written
}
