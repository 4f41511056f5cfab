import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkRequest } from '#lib/references/check-request.ts'
import { parseCurl } from './parse-curl.ts'

const drawn = 'Zx81mQp0vT7sK2bY9cLd4eRf6gHj3kMn5pQr'

function request(text: string) {
  const parsed = parseCurl(text)
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.message)
  return parsed.request
}
const message = (text: string) => {
  const parsed = parseCurl(text)
  return parsed.ok ? null : parsed.message
}
/** What of a request is there, shortly. */
const short = (text: string) => {
  const { method, origin, path, query, headers, bodyType, body } = request(text)
  const pairs = (all: { name: string; value: string }[]) => all.map(({ name, value }) => `${name}: ${value}`)
  return [`${method} ${origin}${path}`, ...pairs(query).map((pair) => `?${pair}`), ...pairs(headers), bodyType, body]
}

const url = 'https://api.crm.example.com/v2/contacts'

describe('a command is read as curl and a shell would', () => {
  const cases: [text: string, expected: string[]][] = [
    [`curl ${url}`, [`GET ${url}`, 'none', '']],
    [`$ curl '${url}?q=a%20b&page=2&c=d+e#top'`, [`GET ${url}`, '?q: a b', '?page: 2', '?c: d e', 'none', '']],
    [`curl -XDELETE "${url}/7" -sS --compressed -o /dev/null`, [`DELETE ${url}/7`, 'none', '']],
    [
      `curl --location --request POST '${url}' \\\n  --header 'Content-Type: application/json' \\\r\n  --data-raw '{"a": "it'\\''s"}'`,
      [`POST ${url}`, 'json', '{"a": "it\'s"}'],
    ],
    [
      `curl ${url} -d a=1 -d b=2 -H X-A:1 -H 'X-Empty;' -H 'Accept:'`,
      [`POST ${url}`, 'X-A: 1', 'X-Empty: ', 'form', 'a=1&b=2'],
    ],
    [`curl -G ${url} -d a=1 --data-urlencode 'q=b c&d'`, [`GET ${url}`, '?a: 1', '?q: b c&d', 'none', '']],
    [`curl ${url} --json '{"a":1}'`, [`POST ${url}`, 'Accept: application/json', 'json', '{"a":1}']],
    [
      `curl -I ${url} -A 'my agent' -e https://a.example`,
      [`HEAD ${url}`, 'User-Agent: my agent', 'Referer: https://a.example', 'none', ''],
    ],
    [`curl -A one ${url} -H 'User-Agent: two'`, [`GET ${url}`, 'User-Agent: two', 'none', '']],
    [
      `curl ${url} --data-binary $'line\\n\\x41\\u00e9\\'' -H 'content-type: text/plain'`,
      [`POST ${url}`, 'content-type: text/plain', 'text', "line\nAé'"],
    ],
    [
      `curl -X PUT ${url} -d '<a/>' -H 'Content-Type: application/xml'`,
      [`PUT ${url}`, 'Content-Type: application/xml', 'xml', '<a/>'],
    ],
    [`curl api.crm.example.com`, ['GET https://api.crm.example.com', 'none', '']],
    [
      `curl ${url}/{secrets.x} -H 'Authorization: Bearer {secrets.crm}'`,
      [`GET ${url}/{secrets.x}`, 'Authorization: Bearer {secrets.crm}', 'none', ''],
    ],
    [`curl -u sam:pw ${url}`, [`GET ${url}`, 'Authorization: Basic c2FtOnB3', 'none', '']],
    [`curl -u sk_test_1: ${url}`, [`GET ${url}`, 'Authorization: Basic sk_test_1:', 'none', '']],
    [
      `curl https://sam:p%40w@api.crm.example.com:8443`,
      ['GET https://api.crm.example.com:8443', 'Authorization: Basic c2FtOnBAdw==', 'none', ''],
    ],
    [`curl ${url} -H 'Host: x' -H 'Content-Length: 3' -H 'Accept-Encoding: gzip'`, [`GET ${url}`, 'none', '']],
  ]
  for (const [index, [text, expected]] of cases.entries())
    test(`command ${index + 1}`, () => assert.deepEqual(short(text), expected))
})

describe('what cannot be sent is refused in a sentence that quotes nothing', () => {
  const cases: [text: string, says: RegExp][] = [
    ['', /begins with the word curl/],
    ['wget https://a.example', /begins with the word curl/],
    ['curl', /no address/],
    [`curl '${url}`, /never closed/],
    [`curl -F file=@x ${url}`, /\(-F\)/],
    [`curl -d @body.json ${url}`, /stands in a file/],
    [`curl -T x ${url}`, /stands in a file/],
    ['curl ftp://a.example', /https/],
    ['curl https://', /no host/],
    ['curl "https://a b.example"', /spaces/],
    [`curl -X TRACE ${url}`, /The method is one of/],
    [`curl ^"${url}^" ^\n -H x`, /bash/],
    [`curl ${'a'.repeat(65 * 1024)}`, /64 KiB/],
  ]
  for (const [index, [text, says]] of cases.entries())
    test(`command ${index + 1}`, () => assert.match(message(text) ?? 'accepted', says))
})

test('what means something else here is said', () => {
  const notes = (text: string) => request(text).notes.join(' ')
  assert.match(notes(`curl -k ${url}`), /-k has no effect: certificates are always verified/)
  assert.match(notes(`curl ${url} | jq .`), /Only the first command/)
  assert.match(notes(`curl ${url} -H "Authorization: Bearer $TOKEN"`), /Variables of the shell/)
  assert.match(notes(`curl ${url} -x http://p --digest --made-up`), /Left out.*-x, --digest, --made-up/)
  assert.match(notes(`curl ${url} -H 'Host: other.example'`), /Left out, because Postern sets it.*Host/)
  assert.match(notes('curl a.example'), /taken for https/)
  assert.match(notes(`curl --retry 9 ${url}`), /three times at most/)
  assert.equal(request(`curl -L --retry 2 ${url}`).retries, 2)
  assert.equal(request(`curl -L ${url}`).followRedirects, true)
})

test('credentials are found where they stand', () => {
  const found = (text: string) => {
    const { credentials, ...rest } = request(text)
    const textOf = (field: string) => {
      const [of, index] = field.split('.')
      if (of === 'headers' || of === 'query') return rest[of][Number(index)]?.value ?? ''
      return of === 'body' ? rest.body : rest.path
    }
    return credentials.map(({ field, start, end }) => [field, textOf(field).slice(start, end)])
  }
  assert.deepEqual(found(`curl ${url} -H 'Authorization: Bearer sk_live_${drawn}'`), [
    ['headers.0.value', `sk_live_${drawn}`],
  ])
  assert.deepEqual(found(`curl ${url}?api_key=${drawn}`), [['query.0.value', drawn]])
  assert.deepEqual(found(`curl ${url} -b 'sid=${drawn}'`), [['headers.0.value', drawn]])
  assert.deepEqual(found(`curl ${url} -b 'a=${drawn}; b=1; c=${drawn}'`), [
    ['headers.0.value', `${drawn}; b=1; c=${drawn}`],
  ])
  assert.deepEqual(found(`curl ${url} --json '{"password":"hunter2-hunter2"}'`), [['body', 'hunter2-hunter2']])
  assert.deepEqual(found(`curl ${url} -u a:b`), [['headers.0.value', 'YTpi']])
  assert.deepEqual(found(`curl ${url} -u sk_test_1:`), [['headers.0.value', 'sk_test_1']])
  assert.deepEqual(found(`curl ${url} -H 'Authorization: Bearer {secrets.crm}'`), [])
})

const word = fc.constantFrom(
  'curl ',
  url,
  ' -H ',
  ' -d ',
  ' -u ',
  "'",
  '"',
  "$'",
  '\\',
  '\n',
  '|',
  '@',
  ' --json ',
  'X: y',
  '{secrets.a}',
  '%',
  ' -',
  '=',
)
const texts = fc
  .array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 })
  .map((all) => all.join(''))

test('no text throws, and what is read of it has one origin and lies within it', () => {
  fc.assert(
    fc.property(fc.constantFrom('', 'curl ', `curl ${url} `), texts, (start, rest) => {
      const parsed = parseCurl(start + rest)
      if (!parsed.ok) return assert.ok(parsed.message.length < 200)
      const { origin, path, credentials } = parsed.request
      assert.equal(new URL(origin).origin, origin)
      assert.ok(path === '' || path.startsWith('/'))
      for (const each of credentials) assert.ok(each.end > each.start)
      // Judged like whatever a person types: no throw there either.
      checkRequest(parsed.request)
    }),
    { numRuns: 3000 },
  )
})

test('a word that is quoted comes out as it went in', () => {
  const value = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/[\r\n{}]/.test(text))
  fc.assert(
    fc.property(value, (text) => {
      const quoted = [`'${text.replaceAll("'", "'\\''")}'`, `"${text.replace(/[$`"\\]/g, '\\$&')}"`]
      for (const each of quoted)
        assert.equal(request(`curl ${url} -H 'Content-Type: text/plain' --data-raw ${each}`).body, text)
    }),
    { numRuns: 1000 },
  )
})
