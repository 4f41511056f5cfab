import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRequest } from '#lib/references/read-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { hostCases, urlCases } from '#lib/testing/host-tables.ts'
import { isSameDestination } from './build-url.ts'
import { composeRequest, urlToJudge } from './compose-request.ts'
import { Refusal } from './refusal.ts'
import type { Use } from './use.ts'

const origin = 'https://api.example.com:8443'

/** The URL that is dialled with this value where the reference stands, or null where the value is refused. */
function composed(place: Pick<StoredRequest, 'path' | 'query'>, value: string): { judged: URL; final: URL } | null {
  const request: StoredRequest = {
    ...place,
    method: 'GET',
    baseUrl: `${origin}/base`,
    headers: [],
    bodyType: 'none',
    body: '',
    followRedirects: false,
    retries: 0,
  }
  const { templates } = readRequest(request)
  const template = place.query[0] ? templates.query[0] : templates.path
  assert.ok(template)
  const secret = { id: 'id', name: 'x', domainId: null }
  try {
    const { url } = composeRequest({ request, templates, fills: new Map(), url: null }, (piece) => {
      if (piece.kind !== 'reference') return null
      const use = { reference: piece.reference, template, place: piece.place, piece, secret }
      return { use: use as unknown as Use, value: { text: value, json: null, pair: null, kind: 'secret' } }
    })
    return { judged: urlToJudge(request, templates), final: url }
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'value_not_encodable')
    return null
  }
}

/** What leads elsewhere where a value is put into a URL as it is. */
const hostile = [
  '..',
  '.',
  '%2e%2e',
  '%2E.',
  '../admin',
  '..\\admin',
  '..%2fadmin',
  '%2e%2e%2fadmin',
  '/../../admin',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'https:evil.example',
  '@evil.example',
  ':pw@evil.example',
  'user:pw@evil.example:443',
  '?admin=1',
  '&admin=1',
  '#fragment',
  ';admin=1',
  'a=b&c=d',
  'a+b c',
  '\t..\n',
  'ev\til',
  'x\r\nHost: evil.example\r\n\r\nGET / HTTP/1.1',
  '\0',
  '\u2028',
  '\u202eevil',
  '．．／admin',
  '。。',
  '%00',
  '%',
  '%zz',
  '127.0.0.1',
  '[::1]',
  'bücher.example',
  '🗝️',
  '{secrets.other}',
  ' leading and trailing ',
]
const values = [
  ...new Set([...hostile, ...urlCases().map(({ input }) => input), ...hostCases().map(({ input }) => input)]),
].filter((value) => value !== '' && value.isWellFormed())

const places: [name: string, place: Pick<StoredRequest, 'path' | 'query'>, read: (url: URL) => string | null][] = [
  [
    'a path segment',
    { path: '/v1/{secrets.x}/end', query: [] },
    ({ pathname }) => {
      const [, base, v1, segment = '', end, ...more] = pathname.split('/')
      return base === 'base' && v1 === 'v1' && end === 'end' && more.length === 0 ? decodeURIComponent(segment) : null
    },
  ],
  [
    'a part of a segment',
    { path: '/v1-{secrets.x}', query: [] },
    ({ pathname }) => {
      const [, base, segment = '', ...more] = pathname.split('/')
      return base === 'base' && segment.startsWith('v1-') && more.length === 0
        ? decodeURIComponent(segment.slice(3))
        : null
    },
  ],
  [
    'a query value',
    { path: '/v1', query: [{ name: 'k', value: '{secrets.x}' }] },
    ({ pathname, searchParams }) => (pathname === '/base/v1' && searchParams.size === 1 ? searchParams.get('k') : null),
  ],
]

describe('a value is carried exactly or refused, and leads nowhere else', () => {
  let carried = 0
  for (const [index, value] of values.entries()) {
    test(`${index}: ${JSON.stringify(value)}`, () => {
      for (const [name, place, read] of places) {
        const urls = composed(place, value)
        if (!urls) continue
        carried += 1
        assert.equal(urls.final.origin, origin, name)
        assert.equal(urls.final.username + urls.final.password + urls.final.hash, '', name)
        assert.ok(isSameDestination(urls.judged, urls.final), name)
        assert.equal(read(urls.final), value, name)
        assert.match(urls.final.pathname + urls.final.search, /^[A-Za-z0-9\-._~%/?=&]+$/, name)
      }
    })
  }
  test('most are carried', () => assert.ok(carried > values.length * 2.5, `${carried} of ${values.length}`))
})

describe('a value that is a step up a path is refused there', () => {
  for (const value of ['.', '..', '../admin', '..\\admin', 'a/../b', './a', 'a/..'])
    test(value, () => assert.equal(composed({ path: '/v1/{secrets.x}/end', query: [] }, value), null))
})
