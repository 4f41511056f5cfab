import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkRequest } from '#lib/references/check-request.ts'
import { readRequest } from '#lib/references/read-request.ts'
import { isSameDestination } from './build-url.ts'
import { urlToJudge } from './compose-request.ts'

const fields = (path: string, query: { name: string; value: string }[] = []) => ({
  method: 'GET',
  path,
  headers: [],
  query,
  bodyType: 'none' as const,
  followRedirects: false,
  retries: 0,
  body: '',
})
const built = (baseUrl: string, path: string, query: { name: string; value: string }[] = []) => {
  const request = { ...fields(path, query), baseUrl }
  return urlToJudge(request, readRequest(request).templates).href
}

test('base URL, path and query are put together as they read', () => {
  const cases: [baseUrl: string, path: string, expected: string][] = [
    ['https://api.example.com', '', 'https://api.example.com/'],
    ['https://api.example.com/v2', '', 'https://api.example.com/v2'],
    ['https://api.example.com/v2/', '/x', 'https://api.example.com/v2/x'],
    ['https://API.example.com:443/v2', '/x/', 'https://api.example.com/v2/x/'],
    ['https://bücher.example', '/é', 'https://xn--bcher-kva.example/%C3%A9'],
    ['https://api.example.com', '//evil.example/x', 'https://api.example.com//evil.example/x'],
    ['https://api.example.com', '/@evil.example', 'https://api.example.com/@evil.example'],
    [
      'https://api.example.com',
      '/a b|c^d[e]\'f"g`h<i>{j}',
      "https://api.example.com/a%20b%7Cc%5Ed%5Be%5D'f%22g%60h%3Ci%3E%7Bj%7D",
    ],
    ['https://api.example.com', '/a%2Fb%41;p=1', 'https://api.example.com/a%2Fb%41;p=1'],
  ]
  for (const [baseUrl, path, expected] of cases) assert.equal(built(baseUrl, path), expected)
  assert.equal(
    built('https://x.example', '/', [
      { name: 'a b', value: "c&d=e#f?'%41é" },
      { name: 'a b', value: '' },
    ]),
    'https://x.example/?a%20b=c%26d%3De%23f%3F%27%2541%C3%A9&a%20b=',
  )
})

test('whatever can be saved can be built, and stays on its host', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      '/',
      '.',
      '%2e',
      '%',
      '41',
      '\\',
      '@',
      ':',
      '?',
      '#',
      ' ',
      '\t',
      'é',
      '{',
      '}',
      '|',
      '^',
      "'",
      ';',
      'a',
      '\u200b',
      '٪',
      '🗝️',
    ),
    maxLength: 20,
  })
  fc.assert(
    fc.property(text, text, text, (rest, name, value) => {
      const path = `/${rest}`
      const query = [{ name: `n${name}`, value }]
      if (Object.keys(checkRequest(fields(path, query))).length > 0) return
      const url = new URL(built('https://api.example.com:8443/base', path, query))
      assert.equal(url.host, 'api.example.com:8443')
      assert.deepEqual([...url.searchParams], [[`n${name}`, value]])
      assert.ok(url.pathname.startsWith('/base/'))
    }),
    { numRuns: 5000 },
  )
})

test('a value that would add a segment, a parameter or another origin is noticed', () => {
  const judged = new URL('https://x.example/a/x?k=x')
  assert.equal(isSameDestination(judged, new URL('https://x.example/a/b?k=v')), true)
  for (const other of [
    'https://x.example/a/b/c?k=v',
    'https://x.example/a?k=v',
    'https://x.example/a/b?k=v&l=w',
    'https://y.example/a/x?k=x',
    'http://x.example/a/x?k=x',
    'https://x.example:444/a/x?k=x',
  ]) {
    assert.equal(isSameDestination(judged, new URL(other)), false, other)
  }
})
