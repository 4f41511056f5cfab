import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { readRequest } from '#lib/references/read-request.ts'
import type { SavedFields, StoredRequest } from '#lib/references/stored-request.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { type RecordedRequest, startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { composeRequest } from './compose-request.ts'
import { ConnectionPool } from './connection-pool.ts'
import { dispatch } from './dispatch.ts'
import { fillMacros } from './fills.ts'
import { fieldsOf } from './hop.ts'
import { findUses } from './judge.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'
import type { OpenedValue } from './used-values.ts'

// What arrives is looked at by a server in another process and read back with decoders that are not Postern's: the
// value must be exactly what was stored, and everything beside it what a harmless value leaves there.

/** A macro is put in by the same code. */
const runs = { 'a reference': 400, 'a macro': 100 }
const options = { proxy: null, pool: new ConnectionPool() }
let upstream: Upstream

before(async () => {
  upstream = await startUpstream()
  trustAuthority(upstream.authority)
})
after(() => upstream.stop())

const k = '{secrets.k}'
const saved = (changes: Partial<SavedFields>): SavedFields => {
  const nothing = { path: '/v1', headers: [], query: [], bodyType: 'none' as const, body: '' }
  return { method: 'POST', ...nothing, ...changes }
}

type Seen = { value: string; rest: unknown }
type Position = { request: SavedFields; read: (seen: RecordedRequest) => Seen; json?: true }

const bodyOf = ({ body }: RecordedRequest) => Buffer.from(body, 'base64').toString('utf8')
const headerOf = ({ headers }: RecordedRequest, name: string) =>
  headers.flatMap((header) => (header.name === name ? [header.value] : [])).join('<twice>')
/** All but the length, which a longer value changes, and what the position itself holds. */
const headOf = ({ method, target, headers }: RecordedRequest, without: string) => ({
  method,
  target,
  headers: headers.filter(({ name }) => name !== 'Content-Length' && name !== 'content-length' && name !== without),
})
/** What stands between two texts that must both be there; and the rest. */
function between(text: string, before: string, behind: string): string {
  assert.ok(text.startsWith(before) && text.endsWith(behind) && text.length >= before.length + behind.length)
  return text.slice(before.length, text.length - behind.length)
}
const inBody = (decode: (body: string) => { value: string; rest: unknown }) => (seen: RecordedRequest) => {
  const { value, rest } = decode(bodyOf(seen))
  return { value, rest: [rest, headOf(seen, '')] }
}
const form = (text: string) =>
  text.split('&').map((pair) => {
    const [name = '', value = '', ...more] = pair.split('=')
    assert.equal(more.length, 0)
    return [name, decodeURIComponent(value.replaceAll('+', '%20'))] as const
  })
const unescaped = (text: string) => {
  assert.doesNotMatch(text, /[<>"'\t\r\n]|&(?!#\d+;)/)
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

const positions: Record<string, Position> = {
  'a path segment': {
    request: saved({ path: `/a/${k}/b` }),
    read: (seen) => {
      const [, a, value = '', ...more] = seen.target.split('/')
      return { value: decodeURIComponent(value), rest: [a, more, headOf({ ...seen, target: '' }, '')] }
    },
  },
  'a query value': {
    request: saved({
      query: [
        { name: 'q', value: `1${k}2` },
        { name: 'r', value: 'x&y' },
      ],
    }),
    read: (seen) => {
      const value = between(seen.target, '/v1?q=1', '2&r=x%26y')
      assert.doesNotMatch(value, /[&=#?/]/)
      return { value: decodeURIComponent(value), rest: headOf({ ...seen, target: '' }, '') }
    },
  },
  'a header': {
    request: saved({ headers: [{ name: 'X-Key', value: `Bearer ${k};` }] }),
    read: (seen) => ({ value: between(headerOf(seen, 'X-Key'), 'Bearer ', ';'), rest: headOf(seen, 'X-Key') }),
  },
  'the password of Basic': {
    request: saved({ headers: [{ name: 'Authorization', value: `Basic me:${k}` }] }),
    read: (seen) => {
      const decoded = Buffer.from(between(headerOf(seen, 'Authorization'), 'Basic ', ''), 'base64').toString('utf8')
      return {
        value: decoded.slice(decoded.indexOf(':') + 1),
        rest: [decoded.split(':')[0], headOf(seen, 'Authorization')],
      }
    },
  },
  'the username of Basic': {
    request: saved({ headers: [{ name: 'Authorization', value: `Basic ${k}` }] }),
    read: (seen) => {
      const decoded = Buffer.from(between(headerOf(seen, 'Authorization'), 'Basic ', ''), 'base64').toString('utf8')
      return { value: between(decoded, '', ':'), rest: headOf(seen, 'Authorization') }
    },
  },
  'a JSON string': {
    request: saved({ bodyType: 'json', body: `{"a":"<${k}>","b":[1e400,"{"]}` }),
    read: inBody((body) => {
      const { a, ...rest } = JSON.parse(body)
      return { value: between(a, '<', '>'), rest: [rest, body.endsWith('","b":[1e400,"{"]}')] }
    }),
  },
  'a JSON value': {
    request: saved({ bodyType: 'json', body: `[${k},{"b":"c"}]` }),
    read: inBody((body) => ({ value: between(body, '[', ',{"b":"c"}]'), rest: null })),
    json: true,
  },
  'a form value': {
    request: saved({ bodyType: 'form', body: `a=1&b=x${k}&c=%41` }),
    read: inBody((body) => {
      const [a, b, ...more] = form(body)
      return { value: between(b?.[1] ?? '', 'x', ''), rest: [a, b?.[0], more] }
    }),
  },
  'an XML text': {
    request: saved({ bodyType: 'xml', body: `<a b="c">${k}</a>` }),
    read: inBody((body) => ({ value: unescaped(between(body, '<a b="c">', '</a>')), rest: null })),
  },
  'an XML attribute': {
    request: saved({ bodyType: 'xml', body: `<a b='${k}'/>` }),
    read: inBody((body) => ({ value: unescaped(between(body, "<a b='", "'/>")), rest: null })),
  },
  'an HTML text': {
    request: saved({ bodyType: 'html', body: `<!doctype html><p title="c">${k}</p>` }),
    read: inBody((body) => ({
      value: unescaped(between(body, '<!doctype html><p title="c">', '</p>')),
      rest: null,
    })),
  },
  'a text body': {
    request: saved({ bodyType: 'text', body: `(${k})` }),
    read: inBody((body) => ({ value: between(body, '(', ')'), rest: null })),
  },
}

type As = 'a reference' | 'a macro'

/** The same request with a macro where the reference stands. */
const withMacro = (request: SavedFields): SavedFields =>
  JSON.parse(JSON.stringify(request).replaceAll(k, '{{event.k}}'))

/** Sends the request with the value in its place; null if it was refused before anything left. */
async function sent(saved: SavedFields, value: OpenedValue, as: As = 'a reference'): Promise<RecordedRequest | null> {
  const request = as === 'a macro' ? withMacro(saved) : saved
  const stored: StoredRequest = { ...request, baseUrl: upstream.origin, followRedirects: false, retries: 0 }
  const { templates, faults } = readRequest(stored)
  assert.deepEqual(faults, [])
  const fills = fillMacros(fieldsOf({ templates }), () => ({ ...value, isSensitive: false }))
  const hop = { request: stored, templates, fills, url: null }
  const secret = { name: 'k', nameLower: 'k', type: value.json === null ? 'token' : 'json' } as FoundSecret
  const uses = new Map(findUses(fieldsOf(hop), new Map([['k', secret]])).map((use) => [use.piece, use]))
  await upstream.forget()
  try {
    const composed = composeRequest(hop, (piece) => {
      const use = uses.get(piece)
      return use ? { use, value } : null
    })
    const addresses = [{ address: '127.0.0.1', family: 4 }]
    const destination = { addresses, port: upstream.port, note: '' }
    const answer = await dispatch(composed, destination, { isConnected: false, status: null }, 'carried', options)
    for await (const _ of answer.body);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    assert.equal(error.code, 'value_not_encodable')
    assert.deepEqual(await upstream.requests(), [])
    return null
  }
  const [seen, ...more] = await upstream.requests()
  assert.equal(more.length, 0)
  return seen ?? assert.fail('Nothing arrived.')
}

const plain = (text: string): OpenedValue => ({ text, json: null, pair: null, kind: 'secret' })
const marks = [
  '"',
  '\\',
  '&',
  '=',
  '+',
  '%',
  '%2e',
  '/',
  '.',
  '..',
  '\r',
  '\n',
  '\0',
  '<',
  '>',
  "'",
  ']]>',
  ':',
  ' ',
  'é',
  '😀',
]
const hostile = [
  ...marks,
  '{secrets.k}',
  '{{secrets.other}}',
  '\\{',
  '#',
  '?',
  ';',
  '\u2028',
  '\ufeff',
  '\u0085',
  '\t',
  'a',
]
const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 100 }),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    fc.array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 30 }).map((parts) => parts.join('')),
  )
  .filter((value) => value.isWellFormed())
const jsonText = fc.json().map((json): OpenedValue => ({ ...plain(json), json, kind: 'whole-json' }))

describe('a server gets exactly the value, and nothing else of the request changes, in', () => {
  const cases = Object.entries(positions).flatMap(([name, position]) =>
    (['a reference', 'a macro'] as const).map((as) => ({ name, as, ...position })),
  )
  for (const { name, as, request, read, json } of cases) {
    test(`${name}, for ${as}`, async () => {
      const harmless = await sent(request, json ? { ...plain('0'), json: '0' } : plain('x'), as)
      const expected = read(harmless ?? assert.fail('A harmless value was refused.'))
      let carried = 0
      await fc.assert(
        fc.asyncProperty(json ? jsonText : text.map(plain), async (value) => {
          const seen = await sent(request, value, as)
          if (!seen) return
          carried += 1
          assert.deepEqual(read(seen), { value: value.text, rest: expected.rest })
        }),
        { numRuns: runs[as] },
      )
      assert.ok(carried > runs[as] / 10, `Only ${carried} of ${runs[as]} values were carried at all.`)
    })
  }
})

test('64 KiB arrive whole', async () => {
  const value = `${'"\\&%<é\n'.repeat(7 * 1024)}end`
  for (const name of ['a JSON string', 'a form value', 'an XML text', 'a text body']) {
    const position = positions[name] ?? assert.fail(name)
    const seen = await sent(position.request, plain(value))
    assert.equal(position.read(seen ?? assert.fail('Refused.')).value, value, name)
  }
})
