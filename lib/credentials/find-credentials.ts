import { findInHeader } from './find-in-header.ts'
import type { FoundCredential } from './found-credential.ts'
import { knownFormats } from './known-formats.ts'
import { isPlaceholder, looksRandom } from './looks-random.ts'
import { namesCredential } from './names-credential.ts'

/** So many are told of; one more would not help anybody. */
const mostFound = 20
const longestKey = 32 * 1024

/**
 * What in a text looks like a credential that was typed or pasted, in the order in which it stands there. `name` is what
 * the text is the value of: a header, a parameter. Pure, total and linear; it never takes a reference or a macro for one.
 */
export function findCredentials(text: string, { name }: { name?: string } = {}): FoundCredential[] {
  const found = [
    ...findFormats(text),
    ...findPrivateKeys(text),
    ...findAuthorizations(text),
    ...findInAddresses(text),
    ...findNamed(text),
    ...(name === undefined ? [] : findInHeader(name, text)),
  ]
  // Of those that overlap the one that says most: found first above.
  const kept: FoundCredential[] = []
  for (const each of found)
    if (!kept.some(({ start, end }) => each.start < end && start < each.end)) {
      kept.push(each)
      if (kept.length === mostFound) break
    }
  return kept.sort((one, other) => one.start - other.start)
}

function* findFormats(text: string): Generator<FoundCredential> {
  for (const { label, form } of knownFormats)
    for (const match of matches(text, form)) {
      const start = match.index
      if (!isPlaceholder(match[0])) yield { start, end: start + match[0].length, kind: 'format', label }
    }
}

/** RFC 7468, and OpenSSH's own. Where its end is missing, the line that says what it is. */
function* findPrivateKeys(text: string): Generator<FoundCredential> {
  // Where the next one ends: looked for once, or a text of beginnings alone would be searched from each to its end.
  let close = 0
  for (const match of matches(text, /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g)) {
    const body = match.index + match[0].length
    if (close !== -1 && close < body) close = text.indexOf('-----END ', body)
    const after = close === -1 ? -1 : text.indexOf('-----', close + 9)
    const end = after === -1 || close - body > longestKey ? body : after + 5
    if (end > body || /^[\s\\nr]{0,4}[A-Za-z0-9+/]{16}/.test(text.slice(body, body + 24)))
      yield { start: match.index, end, kind: 'private-key', label: 'a private key' }
  }
}

/** RFC 6750 and RFC 7617, wherever they stand: in a header's value, in a body that holds one. */
function* findAuthorizations(text: string): Generator<FoundCredential> {
  for (const match of matches(text, /(?<![\w-])(bearer|basic|token) {1,3}([A-Za-z0-9._~+/=-]{8,4096})/gi)) {
    const [whole, scheme = '', value = ''] = match
    const end = match.index + whole.length
    const isBasic = scheme.toLowerCase() === 'basic'
    if (isBasic ? isUserAndPassword(value) : looksRandom(value))
      yield {
        start: end - value.length,
        end,
        kind: 'authorization',
        label: isBasic ? 'a username and password' : 'an access token',
      }
  }
}

function isUserAndPassword(base64: string): boolean {
  if (base64.length > 512 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return false
  try {
    return /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(atob(base64.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return false
  }
}

/** RFC 3986 section 3.2.1: a password in an address. */
function* findInAddresses(text: string): Generator<FoundCredential> {
  for (const match of matches(
    text,
    /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s:@/{}"'<>]{0,128}:([^\s@/{}"'<>]{3,256})@/g,
  )) {
    const end = match.index + match[0].length - 1
    const value = match[1] ?? ''
    if (!isPlaceholder(value))
      yield { start: end - value.length, end, kind: 'address', label: 'a password in an address' }
  }
}

// A name, what parts it from its value (JSON, a form, XML, a shell), and a value without what would end it there.
const named =
  /(?<![\w.-])([A-Za-z_][\w.-]{1,63})(?:["']{0,1}\s{0,4}(?:=>|[:=])\s{0,4}["']{0,1}|>)([^\s"'&,;<>{}()[\]]{8,1024})/g

/** `api_key=…`, `"clientSecret": "…"`, `<password>…`. */
function* findNamed(text: string): Generator<FoundCredential> {
  for (const match of matches(text, named)) {
    const [whole, name = '', value = ''] = match
    const end = match.index + whole.length
    if (isCredentialOf(name, value) && !isReference(text, { start: match.index, end, name }))
      yield { start: end - value.length, end, kind: 'named', label: `a credential in \`${name}\`` }
  }
}

/** `{secret:name}`, the form of a workflow's references, which is no more than the name. */
const isReference = (text: string, { start, end, name }: { start: number; end: number; name: string }): boolean =>
  name === 'secret' &&
  /\{ {0,8}$/.test(text.slice(Math.max(0, start - 9), start)) &&
  /^ {0,8}\}/.test(text.slice(end, end + 9))

function isCredentialOf(name: string, value: string): boolean {
  const is = namesCredential(name)
  if (is === 'no' || isPlaceholder(value) || /^(?:https?:\/\/|bearer|basic)/i.test(value)) return false
  return is === 'always' || looksRandom(value)
}

function* matches(text: string, form: RegExp): Generator<RegExpExecArray> {
  for (const match of text.matchAll(form)) yield match
}
