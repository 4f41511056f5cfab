import { baseUrlProblem } from './base-url.ts'
import { splitMacros } from './macros.ts'
import { parseReferences } from './parse-references.ts'
import type { NameAndValue } from './stored-request.ts'

/** `query`: what was typed behind a `?`, decoded. */
export type SplitUrl =
  | { ok: true; baseUrl: string; path: string; query: NameAndValue[] }
  | { ok: false; message: string }

/**
 * A whole URL in the parts that are judged: the origin, which holds no reference and no macro, the path from its first
 * slash on, which may, and the parameters behind a `?`. Pure and total.
 */
export function splitUrl(url: string): SplitUrl {
  if (url === '') return no('Enter the URL, such as https://api.example.com/v2/contacts.')
  const mask = masked(url)
  const end = mask.search(/[?#]/)
  const whole = end === -1 ? mask : mask.slice(0, end)
  const [origin = ''] = /^[^:/]*:\/\/[^/]*/.exec(whole) ?? []
  const baseUrl = url.slice(0, origin.length)
  if (!/^https?:\/\/[^/]/i.test(baseUrl))
    return no('The URL must begin with https:// and a host, such as https://api.example.com/v2.')
  if (origin.includes(unreadable) || /[{}]/.test(baseUrl)) return no('The host may hold no reference and no macro.')
  const problem = baseUrlProblem(baseUrl)
  if (problem) return no(problem.replace(/^The base URL/, 'The URL').replaceAll('the base URL', 'the URL'))
  if (mask.includes('#')) return no('The URL has a #, and what follows it is never sent. Take it out, or write %23.')
  const query = end === -1 ? [] : queryOf(url.slice(end + 1))
  if (!query) return no('What stands behind the ? cannot be taken apart. Enter its parameters as the query instead.')
  return { ok: true, baseUrl, path: url.slice(baseUrl.length, whole.length), query }
}

const no = (message: string) => ({ ok: false, message }) as const

/** Stands for a character of a reference or a macro; it is in no text that can be stored. */
const unreadable = '\uffff'

/** The text with references and macros, which may hold `?`, `#`, `&` and `/`, made unreadable, of the same length. */
function masked(text: string): string {
  let mask = ''
  for (const segment of splitMacros(parseReferences(text).segments)) {
    if (segment.kind === 'text') mask += text.slice(mask.length, segment.end)
    else {
      const { start, end } = segment.kind === 'macro' ? segment : segment.reference
      mask += text.slice(mask.length, start) + unreadable.repeat(end - start)
    }
  }
  return mask + text.slice(mask.length)
}

function queryOf(text: string): NameAndValue[] | null {
  const mask = masked(text)
  const pairs: NameAndValue[] = []
  for (let at = 0; at < text.length; ) {
    const next = mask.indexOf('&', at)
    const end = next === -1 ? text.length : next
    const equals = mask.indexOf('=', at)
    const split = equals === -1 || equals > end ? end : equals
    const name = decoded(text.slice(at, split))
    const value = decoded(text.slice(Math.min(split + 1, end), end))
    if (name === null || value === null) return null
    if (end > at) pairs.push({ name, value })
    at = end + 1
  }
  return pairs
}

/** Null where undoing the encoding would make what is read as a reference, a macro or an escape, and was none. */
function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text.replaceAll('+', ' '))
    return plain.split(/[{}\\]/).length === text.split(/[{}\\]/).length ? plain : null
  } catch {
    return null
  }
}
