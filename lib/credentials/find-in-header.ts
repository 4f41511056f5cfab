import type { FoundCredential } from './found-credential.ts'
import { isPlaceholder, looksRandom } from './looks-random.ts'
import { namesCredential } from './names-credential.ts'

/**
 * What the value of a header or parameter is by its name alone: all of it behind a scheme such as `Bearer `, of a cookie
 * the value of each that looks random. Nothing where a reference or a macro stands in it.
 */
export function findInHeader(name: string, text: string): FoundCredential[] {
  const is = namesCredential(name)
  if (is === 'no' || text.length > 16 * 1024 || /[{}]/.test(text)) return []
  if (/cookie$/i.test(name)) return cookies(text)
  const [, scheme = '', value = ''] = /^(\s*(?:[A-Za-z][\w-]{1,20} {1,3})?)([^\s].*)$/s.exec(text) ?? []
  const trimmed = value.trimEnd()
  if (trimmed.length < 8 || isPlaceholder(trimmed) || !(is === 'always' || looksRandom(trimmed))) return []
  const label = /authorization$/i.test(name) ? 'an access token' : `a credential in \`${name}\``
  return [{ start: scheme.length, end: scheme.length + trimmed.length, kind: 'named', label }]
}

/** RFC 6265 section 4.2.1. */
function cookies(text: string): FoundCredential[] {
  return [...text.matchAll(/(?<![^;\s])([^=;\s]{1,128})=([^;\s"]{8,4096})/g)].flatMap((match) => {
    const value = match[2] ?? ''
    const end = match.index + match[0].length
    if (!looksRandom(value)) return []
    return [{ start: end - value.length, end, kind: 'named' as const, label: `the cookie \`${match[1]}\`` }]
  })
}
