import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hostAllowed } from './host-allowed.ts'
import { hostPatternProblem, normalizeHostPattern } from './host-pattern.ts'

const stored: [text: string, pattern: string][] = [
  ['api.example.com', 'api.example.com'],
  ['API.Example.COM.', 'api.example.com'],
  ['api.example.com:443', 'api.example.com'],
  ['api.example.com:8443', 'api.example.com:8443'],
  ['api.example.com:08443', 'api.example.com:8443'],
  ['*.example.com', '*.example.com'],
  ['*.EXAMPLE.com.:8443', '*.example.com:8443'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['*.bücher.example', '*.xn--bcher-kva.example'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['my_service.internal', 'my_service.internal'],
  ['localhost', 'localhost'],
  ['localhost:9443', 'localhost:9443'],
  ['192.0.2.7', '192.0.2.7'],
  ['0xc0.0.2.7', '192.0.2.7'],
  ['[2001:DB8:0::1]', '[2001:db8::1]'],
  ['[2001:db8::1]:8443', '[2001:db8::1]:8443'],
]
for (const [text, pattern] of stored) {
  test(`${text} is stored as ${pattern}`, () => {
    assert.equal(hostPatternProblem(text), null)
    assert.equal(normalizeHostPattern(text), pattern)
  })
}

const refused: [text: string, says: RegExp][] = [
  ['', /Enter a host/],
  ['https://api.example.com/v1', /without https:\/\//],
  ['user:password@api.example.com', /without the user name/],
  ['api.example.com/v1', /without a path/],
  ['api.example.com?x=1', /without a path/],
  ['api.example.com\\', /without a path/],
  ['api.example.com ', /no spaces/],
  ['\tapi.example.com', /no spaces/],
  ['a.example.com b.example.com', /one host at a time/],
  ['a.example.com,b.example.com', /one host at a time/],
  ['%61pi.example.com', /without percent/],
  ['*', /every host. Leave the list empty/],
  ['*:8443', /stands alone before the first dot/],
  ['*.*.example.com', /Only one \*/],
  ['*example.com', /stands alone before the first dot/],
  ['api.*.example.com', /stands alone before the first dot/],
  ['a*.example.com', /stands alone before the first dot/],
  ['example.*', /stands alone before the first dot/],
  ['*.', /Enter a host/],
  ['*.com', /at least two parts/],
  ['*.localhost', /at least two parts/],
  ['*.192.0.2.7', /Nothing is under an address/],
  ['*.[2001:db8::1]', /Nothing is under an address/],
  ['.example.com', /like \*\.example\.com/],
  ['2001:db8::1', /in brackets/],
  ['[2001:db8::1', /Close the bracket/],
  ['[2001:zz::1]', /not the name of a host/],
  ['api..example.com', /Two dots/],
  ['api.example.com:', /from 1 to 65535/],
  ['api.example.com:0', /from 1 to 65535/],
  ['api.example.com:65536', /from 1 to 65535/],
  ['api.example.com:https', /from 1 to 65535/],
  ['999.999.999.999', /not the name of a host/],
  ["o'brien.example", /not the name of a host/],
  [`${'a'.repeat(64)}.example.com`, /not the name of a host/],
  [`${'a.'.repeat(126)}example.com`, /not the name of a host/],
]
for (const [text, says] of refused) {
  test(`“${text.slice(0, 40)}” is refused`, () => {
    assert.match(hostPatternProblem(text) ?? '', says)
    assert.equal(normalizeHostPattern(text), text)
  })
}

const label = fc.stringMatching(/^[a-zA-Z0-9ü_]{1,8}$/)
const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'))
const pattern = fc
  .tuple(fc.constantFrom('', '*.'), host, fc.constantFrom('', '.'), fc.constantFrom('', ':443', ':8443', ':1'))
  .map((parts) => parts.join(''))
const urls = fc.tuple(host, fc.constantFrom('', ':443', ':8443', ':1')).map(([name, port]) => `https://${name}${port}/`)

test('what is stored is judged exactly as what was typed, in whatever form', () => {
  fc.assert(
    fc.property(pattern, urls, (text, address) => {
      fc.pre(hostPatternProblem(text) === null && URL.canParse(address))
      const url = new URL(address)
      assert.equal(hostAllowed([normalizeHostPattern(text)], url), hostAllowed([text], url))
    }),
    { numRuns: 2000 },
  )
})

test('what has no problem allows its own host, and a form that is stored stays as it is', () => {
  fc.assert(
    fc.property(pattern, (text) => {
      fc.pre(hostPatternProblem(text) === null)
      const kept = normalizeHostPattern(text)
      assert.equal(hostPatternProblem(kept), null)
      assert.equal(normalizeHostPattern(kept), kept)
      assert.equal(hostAllowed([kept], new URL(`https://${kept.replace('*', 'a')}`)), true)
    }),
    { numRuns: 2000 },
  )
})

test('what allows no host at all is refused, and no text throws', () => {
  const near = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'ab.*:[]443@/\\%?# \tü'), maxLength: 20 }),
  )
  fc.assert(
    fc.property(near, (text) => {
      if (hostPatternProblem(text) !== null) return
      const kept = normalizeHostPattern(text)
      assert.match(kept, /^[\x21-\x7e]+$/)
      assert.equal(hostAllowed([kept], new URL(`https://${kept.replace('*', 'a')}`)), true)
      assert.equal(hostAllowed([text], new URL(`https://${kept.replace('*', 'a')}`)), true)
    }),
    { numRuns: 5000 },
  )
})
