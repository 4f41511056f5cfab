import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkBaseUrl, checkRequest } from './check-request.ts'
import type { SavedFields } from './stored-request.ts'

const request = (changes: Partial<SavedFields> = {}): SavedFields => ({
  method: 'POST',
  path: '/v1/contacts',
  headers: [{ name: 'Authorization', value: 'Bearer {secrets.crm}' }],
  query: [{ name: 'key', value: '{secrets.crm#key}' }],
  bodyType: 'json',
  body: '{"a": "{secrets.x}", "b": {secrets.y}}',
  ...changes,
})
const header = (name: string, value: string) => request({ headers: [{ name, value }] })

test('a request that uses references where they may stand can be saved', () => {
  assert.deepEqual(checkRequest(request()), {})
  assert.deepEqual(checkRequest(request({ path: '/{secrets.account}/x' })), {})
  assert.deepEqual(checkRequest(request({ bodyType: 'none', body: 'left over {secret.x}' })), {})
  assert.deepEqual(checkRequest(request({ method: 'GET', bodyType: 'none', body: '' })), {})
})

describe('each field tells what is wrong with it', () => {
  const cases: [name: string, changes: Partial<SavedFields>, field: string, sentence: RegExp][] = [
    ['unknown method', { method: 'CONNECT' }, 'method', /one of GET/],
    ['method in lower case', { method: 'post' }, 'method', /one of GET/],
    ['reference in the method', { method: '{secrets.x}' }, 'method', /may not hold a reference/],
    ['path without slash', { path: 'v1' }, 'path', /begin with/],
    ['path that is a reference', { path: '{secrets.x}' }, 'path', /begin with/],
    ['query in the path', { path: '/a?b=c' }, 'path', /Query/],
    ['fragment in the path', { path: '/a#b' }, 'path', /#/],
    ['backslash in the path', { path: '/a\\b' }, 'path', /backslash/],
    ['tab in the path', { path: '/a\tb' }, 'path', /tabs/],
    ['dot segment', { path: '/a/../b' }, 'path', /segment/],
    ['encoded dot segment', { path: '/a/%2E%2e' }, 'path', /segment/],
    ['half-encoded dot segment', { path: '/a/.%2e/b' }, 'path', /segment/],
    ['stray percent', { path: '/100%' }, 'path', /%25/],
    ['encoded brace', { path: '/%7Bsecrets.x%7D' }, 'path', /percent-encoded brace/],
    ['near miss in the path', { path: '/{secret.x}' }, 'path', /character 2/],
    ['near miss in the body', { bodyType: 'text', body: 'ab{secrets.}' }, 'body', /character 3/],
    ['JSON that is none', { body: '{"a": }' }, 'body', /not valid JSON at character 7/],
    ['JSON that a reference hides from view', { body: '{"a": "{secrets.x}}' }, 'body', /not valid JSON/],
    ['reference as a key', { body: '{ {secrets.x}: 1}' }, 'body', /not valid JSON/],
    ['text beside a reference outside of a string', { body: '{"a": {secrets.x}5}' }, 'body', /not valid JSON/],
    ['nesting too deep to place', { body: '['.repeat(100_000) }, 'body', /not valid JSON/],
    [
      'form field that is named by a reference',
      { bodyType: 'form', body: 'a=1&{secrets.x}=2' },
      'body',
      /behind the =/,
    ],
    ['form of two lines', { bodyType: 'form', body: 'a={secrets.x}\n' }, 'body', /line break/],
    ['XML tag', { bodyType: 'xml', body: '<a {secrets.x}/>' }, 'body', /not in a tag/],
    ['XML comment', { bodyType: 'xml', body: '<a><!-- {secrets.x} --></a>' }, 'body', /comment/],
    ['XML CDATA', { bodyType: 'xml', body: '<a><![CDATA[{secrets.x}]]></a>' }, 'body', /CDATA/],
    ['behind a DOCTYPE', { bodyType: 'xml', body: '<!DOCTYPE a><a>{secrets.x}</a>' }, 'body', /DOCTYPE/],
    ['body of a GET', { method: 'GET' }, 'body', /GET request has no body/],
    ['half a character', { bodyType: 'text', body: '\ud800' }, 'body', /half a character/],
    ['parameter without name', { query: [{ name: '', value: 'x' }] }, 'query.0.name', /name/],
    [
      'reference in a parameter’s name',
      { query: [{ name: '{secrets.x}', value: '' }] },
      'query.0.name',
      /may not hold/,
    ],
    [
      'two secrets in a parameter',
      { query: [{ name: 'a', value: '{secrets.x}{secrets.y}' }] },
      'query.0.value',
      /2 secrets/,
    ],
  ]
  for (const [name, changes, field, sentence] of cases) {
    test(name, () => {
      const fields = checkRequest(request(changes))
      assert.deepEqual(Object.keys(fields), [field])
      assert.match(fields[field] ?? '', sentence)
    })
  }

  test('XML: text and quoted attributes', () => {
    const body = `<?xml version="1.0"?><a b="{secrets.x}" c='{secrets.x#y}'>{secrets.x}<!-- - --><![CDATA[>]]>{secrets.x}</a>`
    assert.deepEqual(checkRequest(request({ bodyType: 'xml', body })), {})
  })

  test('the position of a JSON error is one of the saved text, also behind references and escapes', () => {
    const body = '{"a": {secrets.long-name}, "b": "\\{secrets.x}", "c": !}'
    const { body: sentence } = checkRequest(request({ body }))
    assert.match(sentence ?? '', new RegExp(`at character ${body.indexOf('!') + 1}\\.`))
  })
})

describe('headers', () => {
  for (const name of [
    'Host',
    'content-length',
    'Transfer-Encoding',
    'CONNECTION',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
    'Proxy-Authorization',
    'proxy-anything',
    'HTTP2-Settings',
  ]) {
    test(`${name} is refused`, () => {
      assert.match(checkRequest(header(name, 'x'))['headers.0.name'] ?? '', /may not set/)
    })
  }
  const names = ['', 'a b', 'a:b', 'é', 'a\r\nb', '{secrets.x}', 'x'.repeat(129), 'a\0']
  for (const name of names) {
    test(`the name ${JSON.stringify(name).slice(0, 20)} is refused`, () => {
      assert.ok(checkRequest(header(name, 'x'))['headers.0.name'])
    })
  }
  for (const value of ['a\r\nb: c', 'a\nb', 'a\0', 'é', ' a', 'a ', '\ta', ' {secrets.x}', '{secrets.x} ']) {
    test(`the value ${JSON.stringify(value)} is refused`, () => {
      assert.ok(checkRequest(header('X-Key', value))['headers.0.value'])
    })
  }
  test('two secrets in one header are refused, two parts of one are not', () => {
    assert.match(checkRequest(header('X-Key', '{secrets.a} {secrets.b}'))['headers.0.value'] ?? '', /2 secrets/)
    assert.deepEqual(checkRequest(header('X-Key', '{secrets.a#x} {secrets.A#y}')), {})
  })
  test('Content-Type twice is refused', () => {
    const headers = [
      { name: 'Content-Type', value: 'a/b' },
      { name: 'content-type', value: 'a/b' },
    ]
    assert.deepEqual(Object.keys(checkRequest(request({ headers }))), ['headers.1.name'])
  })
  test('Basic takes one reference, or username:password', () => {
    for (const value of [
      '{secrets.x}',
      '{secrets.x}:',
      ':{secrets.x}',
      'me:{secrets.x}',
      '{secrets.x#username}:{secrets.x#password}',
    ]) {
      assert.deepEqual(checkRequest(header('Authorization', `Basic ${value}`)), {}, value)
      assert.deepEqual(checkRequest(header('Authorization', `basic  ${value}`)), {}, value)
    }
    assert.match(checkRequest(header('Authorization', 'Basic abc{secrets.x}'))['headers.0.value'] ?? '', /after Basic/)
  })
})

describe('base URL', () => {
  for (const text of [
    'https://api.example.com',
    'https://api.example.com/v2/',
    'http://localhost:8080',
    'https://[2001:db8::1]:8443/x',
    'HTTPS://API.Example.com',
    'https://bücher.example',
  ]) {
    test(`${text} is one`, () => assert.equal(checkBaseUrl(text), null))
  }
  for (const text of [
    '',
    'api.example.com',
    'ftp://example.com',
    'https:example.com',
    'https:/example.com',
    'https:///example.com',
    'https://',
    'https://user@example.com',
    'https://user:pass@example.com',
    'https://@example.com',
    'https://example.com?x=1',
    'https://example.com#x',
    'https://example.com/a?',
    'https://{secrets.host}/',
    'https://example.com/{secrets.x}',
    'https://example.com/{secret.x}',
    'https://example.com/{x}',
    'https://exa mple.com',
    'https://exa\tmple.com',
    'https://example.com\n',
    ' https://example.com',
    'https://example.com\\@evil.example',
    'https:\\\\example.com',
    'https://example.com/../x',
    'https://example.com/%2e%2e/x',
    'https://example.com:99999',
    'https://example.com:0',
    'https://exa\u200bmple.com',
    'https://a..b..',
    'https://999.1.1.1',
    'https://%',
  ]) {
    test(`${JSON.stringify(text)} is none`, () => assert.match(checkBaseUrl(text) ?? '', /\.$/))
  }
})

test('for every request, judging ends, and a sentence quotes no value of a field', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('{secrets.x}', '{secret.CANARY}', '{"a":CANARY}', 'CANARY\n'),
  )
  const pair = fc.record({ name: text, value: text })
  const any = fc.record({
    method: text,
    path: text,
    headers: fc.array(pair, { maxLength: 3 }),
    query: fc.array(pair, { maxLength: 3 }),
    bodyType: fc.constantFrom('none', 'json', 'form', 'xml', 'text'),
    body: text,
  }) as fc.Arbitrary<SavedFields>
  fc.assert(
    fc.property(any, (request) => {
      const named =
        request.headers.some(({ name }) => name.includes('CANARY')) ||
        request.query.some(({ name }) => name.includes('CANARY'))
      for (const sentence of Object.values(checkRequest(request))) {
        assert.equal(typeof sentence, 'string')
        if (!named) assert.doesNotMatch(sentence, /CANARY/)
      }
    }),
    { numRuns: 500 },
  )
})
