import { headerNameProblem } from '#lib/references/check-header.ts'
import { isIdempotent } from '#lib/references/is-idempotent.ts'
import { readOptions } from './curl-options.ts'
import type { CurlRequest } from './curl-request.ts'
import { shellWords } from './shell-words.ts'
import { pairsOf } from './split-address.ts'

type Pair = { name: string; value: string }

type Command = Pick<
  CurlRequest,
  'method' | 'headers' | 'query' | 'bodyType' | 'body' | 'followRedirects' | 'retries' | 'notes'
> & {
  url: string | null
  user: string | null
}

const otherShell =
  'This is not written for a POSIX shell. Where it is copied from, choose “Copy as cURL (bash)” or its like.'

/** What a curl command line asks for, its address still in one piece; or why it cannot be asked for here. */
export function readCommand(text: string): Command | { problem: string } {
  if (/\^\s*\n|\^"/.test(text) || /`\s*\r?\n/.test(text)) return { problem: otherShell }
  const read = shellWords(text)
  if ('problem' in read) return read
  const words = read.words[0] === '$' || read.words[0] === '%' ? read.words.slice(1) : read.words
  if (!/^(?:.*\/)?curl(?:\.exe)?$/.test(words[0] ?? ''))
    return { problem: 'This is no curl command. It begins with the word curl.' }
  const notes: string[] = []
  if (read.isCut)
    notes.push('Only the first command was read: what follows a pipe, a semicolon or a line’s end was left out.')
  if (read.hasExpansion)
    notes.push('Variables of the shell, such as $TOKEN, stand as they were written. Put in what they mean.')
  const found = collect(words.slice(1), notes)
  if ('problem' in found) return found
  const { urls, data, isJson, isGet, isHead } = found
  if (urls.length > 1) notes.push('The command has several addresses. Only the first was read.')
  const body = isGet || data === null ? '' : data.join(isJson ? '' : '&')
  const hasBody = !isGet && data !== null
  const method = (found.method ?? (isHead ? 'HEAD' : hasBody ? 'POST' : 'GET')).toUpperCase()
  const retries = isIdempotent(method) ? Math.min(found.retries, 3) : 0
  if (found.retries > retries)
    notes.push(retries === 0 ? `A ${method} request is not sent again.` : 'It is sent again three times at most.')
  const headers = [...found.headers]
  for (const each of found.defaults) if (each.value !== '' && !has(headers, each.name.toLowerCase())) headers.push(each)
  if (isJson && !has(headers, 'accept')) headers.push({ name: 'Accept', value: 'application/json' })
  const typed = hasBody ? typeOf(body, headers, isJson) : { bodyType: 'none' as const, headers }
  return {
    method,
    url: urls[0] ?? null,
    user: found.user,
    query: [...found.query, ...(isGet && data ? data.flatMap(pairsOf) : [])],
    body,
    ...typed,
    headers: sendable(typed.headers, notes),
    followRedirects: found.followRedirects,
    retries,
    notes,
  }
}

type Found = {
  urls: string[]
  method: string | null
  headers: Pair[]
  /** What options stand for; a header that is given itself counts more. */
  defaults: Pair[]
  query: Pair[]
  data: string[] | null
  isJson: boolean
  isGet: boolean
  isHead: boolean
  user: string | null
  followRedirects: boolean
  retries: number
}

function collect(words: string[], notes: string[]): Found | { problem: string } {
  const found: Found = {
    urls: [],
    method: null,
    headers: [],
    defaults: [],
    query: [],
    data: null,
    isJson: false,
    isGet: false,
    isHead: false,
    user: null,
    followRedirects: false,
    retries: 0,
  }
  const leftOut = new Set<string>()
  const addData = (text: string) => {
    found.data = [...(found.data ?? []), text]
  }
  for (const { option, value } of readOptions(words)) {
    switch (option?.meaning) {
      case undefined:
      case 'url':
        found.urls.push(value)
        break
      case 'request':
        found.method = value
        break
      case 'header':
        addHeader(found.headers, value)
        break
      case 'json':
      case 'data':
        if (value.startsWith('@')) return { problem: inAFile }
        found.isJson ||= option?.meaning === 'json'
        addData(value)
        break
      case 'data-raw':
        addData(value)
        break
      case 'data-urlencode': {
        const encoded = urlEncoded(value)
        if (encoded === null) return { problem: inAFile }
        addData(encoded)
        break
      }
      case 'url-query':
        found.query.push(...pairsOf(value.startsWith('+') ? value.slice(1) : (urlEncoded(value) ?? '')))
        break
      case 'get':
        found.isGet = true
        break
      case 'head':
        found.isHead = true
        break
      case 'user':
        found.user = value
        break
      case 'bearer':
        found.defaults.push({ name: 'Authorization', value: `Bearer ${value}` })
        break
      case 'cookie':
        if (value.includes('=')) found.defaults.push({ name: 'Cookie', value })
        else leftOut.add('-b with a file')
        break
      case 'user-agent':
        found.defaults.push({ name: 'User-Agent', value })
        break
      case 'referer':
        found.defaults.push({ name: 'Referer', value: value.replace(/;auto$/, '') })
        break
      case 'location':
        found.followRedirects = true
        break
      case 'retry':
        found.retries = /^\d{1,4}$/.test(value) ? Number(value) : 0
        break
      case 'insecure':
        notes.push(`${option?.name} has no effect: certificates are always verified.`)
        break
      case 'form':
        return {
          problem: 'A form with files (-F) cannot be sent. Send the fields with --data-urlencode, or a JSON body.',
        }
      case 'file':
        return { problem: inAFile }
      case 'left-out':
        leftOut.add(option?.name ?? '')
        break
      case 'silent':
        break
    }
  }
  if (leftOut.size > 0) notes.push(`Left out, because it means nothing here: ${[...leftOut].slice(0, 10).join(', ')}.`)
  return found
}

const inAFile = 'A part of this command stands in a file (@…). Paste what is in it in its place.'

/** `X:` takes a header of curl's own away, `X;` sends it empty. */
function addHeader(headers: Pair[], text: string): void {
  const [, name = '', separator, value = ''] = /^([^:;]*)([:;])(.*)$/s.exec(text) ?? []
  if (separator === undefined || (separator === ':' && value.trim() === '') || name.trim() === '') return
  headers.push({ name: name.trim(), value: separator === ':' ? value.trim() : '' })
}

const has = (headers: Pair[], name: string) => headers.some((header) => header.name.toLowerCase() === name)

/** curl's manual: `content`, `=content`, `name=content`; null where a file is to be read. */
function urlEncoded(text: string): string | null {
  const equals = text.indexOf('=')
  if (equals === -1) return text.includes('@') ? null : encoded(text)
  return `${text.slice(0, equals)}${equals === 0 ? '' : '='}${encoded(text.slice(equals + 1))}`
}

/** RFC 3986 section 2.3. What is half a character cannot be encoded. A reference stays one. */
const encoded = (text: string) =>
  text
    .split(/(\{\{?[^{}]{1,300}\}\}?)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : encodeURIComponent(part.toWellFormed()).replace(
            /[!'()*]/g,
            (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
          ),
    )
    .join('')

/** How a body is edited here: by its content type, which then goes without saying where it is the usual one. */
function typeOf(body: string, headers: Pair[], isJson: boolean): Pick<CurlRequest, 'bodyType' | 'headers'> {
  const given = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  const type = (given ?? (isJson ? 'application/json' : 'application/x-www-form-urlencoded')).toLowerCase()
  const others = headers.filter(({ name }) => name.toLowerCase() !== 'content-type')
  const kept = (usual: string) => (given === undefined || type === usual ? others : headers)
  if (/^application\/(?:[\w.-]+\+)?json\b/.test(type) && isJsonText(body))
    return { bodyType: 'json', headers: kept('application/json') }
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { bodyType: 'form', headers: kept('application/x-www-form-urlencoded') }
  if (/^(?:application|text)\/(?:[\w.-]+\+)?xml\b/.test(type)) return { bodyType: 'xml', headers }
  if (/^text\/html\b/.test(type)) return { bodyType: 'html', headers }
  return {
    bodyType: 'text',
    headers: given === undefined ? [...headers, { name: 'Content-Type', value: type }] : headers,
  }
}

/** With references in it, it need not be JSON yet. */
function isJsonText(body: string): boolean {
  try {
    JSON.parse(body.replace(/\{\{?[A-Za-z][^{}"]{0,300}\}\}?/g, '0'))
    return true
  } catch {
    return false
  }
}

/** Without what Postern sets itself. */
function sendable(headers: Pair[], notes: string[]): Pair[] {
  const refused = headers.filter(({ name }) => headerNameProblem(name) !== null)
  if (refused.length > 0)
    notes.push(
      `Left out, because Postern sets it or leaves it out: ${refused
        .slice(0, 10)
        .map(({ name }) => name.slice(0, 60))
        .join(', ')}.`,
    )
  return headers.filter((header) => !refused.includes(header) && !/^accept-encoding$/i.test(header.name))
}
