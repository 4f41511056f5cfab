import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hostAllowed } from './host-allowed.ts'

const allowed = (pattern: string, url: string) => hostAllowed([pattern], new URL(url))

describe('a pattern allows', () => {
  const cases: [pattern: string, url: string][] = [
    ['example.com', 'https://example.com/x'],
    ['EXAMPLE.com', 'https://example.COM'],
    ['example.com.', 'https://example.com'],
    ['example.com', 'https://example.com.'],
    ['example.com:443', 'https://example.com'],
    ['example.com:8443', 'https://example.com:8443'],
    ['*.example.com', 'https://a.example.com'],
    ['*.example.com', 'https://a.b.example.com'],
    ['*.example.com:8443', 'https://a.example.com:8443'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'https://BÜCHER.example'],
    ['*.bücher.example', 'https://a.bücher.example'],
    ['localhost', 'https://localhost'],
    ['192.0.2.7', 'https://192.0.2.7'],
    ['192.0.2.7', 'https://0xc0000207'],
    ['[2001:db8::1]', 'https://[2001:DB8:0::1]'],
    ['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
  ]
  for (const [pattern, url] of cases) test(`${pattern} allows ${url}`, () => assert.equal(allowed(pattern, url), true))
})

describe('a pattern does not allow', () => {
  const cases: [pattern: string, url: string][] = [
    ['example.com', 'https://evilexample.com'],
    ['example.com', 'https://a.example.com'],
    ['example.com', 'https://example.com.evil.test'],
    ['example.com', 'https://example.com:8443'],
    ['example.com:8443', 'https://example.com'],
    ['example.com', 'http://example.com'],
    ['*.example.com', 'https://example.com'],
    ['*.example.com', 'https://evilexample.com'],
    ['*.example.com', 'https://a.example.com:8443'],
    ['*', 'https://example.com'],
    ['*.', 'https://example.com'],
    ['*.*.com', 'https://a.example.com'],
    ['a*.example.com', 'https://ab.example.com'],
    ['', 'https://example.com'],
    ['https://example.com', 'https://example.com'],
    ['example.com/x', 'https://example.com/x'],
    ['user@example.com', 'https://example.com'],
    ['example.com\\', 'https://example.com'],
    ['exam ple.com', 'https://example.com'],
    ['example.com:', 'https://example.com'],
    ['example.com:999999', 'https://example.com'],
    ['*.0.2.7', 'https://192.0.2.7'],
    ['*.192.0.2.7', 'https://192.0.2.7'],
    ['2001:db8::1', 'https://[2001:db8::1]'],
    ['%65xample.com', 'https://example.com'],
  ]
  for (const [pattern, url] of cases)
    test(`${pattern} does not allow ${url}`, () => assert.equal(allowed(pattern, url), false))
})

test('an empty list allows every host, a list of malformed entries none', () => {
  const url = new URL('https://example.com')
  assert.equal(hostAllowed([], url), true)
  assert.equal(hostAllowed(['*', '', 'a b'], url), false)
})

test('no host but its own and those under it passes for a wildcard', () => {
  const label = fc.stringMatching(/^[a-z]{1,8}$/)
  fc.assert(
    fc.property(label, fc.array(label, { maxLength: 2 }), fc.boolean(), (glued, labels, withDot) => {
      const host = `${[...labels, glued].join('.')}${withDot ? '.' : ''}example.com`
      assert.equal(allowed('*.example.com', `https://${host}`), withDot)
      assert.equal(allowed('example.com', `https://${host}`), false)
    }),
  )
})

test('a pattern that is read without the URL parser is read as by it', () => {
  const near = fc.string({ unit: fc.constantFrom(...'abcfxn0127.-'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        near.map((text) => `xn--${text}`),
        near.map((text) => `${text}.0x${text}`),
      ),
      (name) => {
        const host = URL.canParse(`https://${name}`) ? new URL(`https://${name}`).hostname : null
        if (host !== null) assert.equal(allowed(name, `https://${host}`), host !== '.')
        // Nobody is called what is read as another name, or as none.
        const unread = { hostname: name, port: '', protocol: 'https:' } as URL
        if (host !== name) assert.equal(hostAllowed([name], unread), false)
      },
    ),
    { numRuns: 5000 },
  )
})

test('every pattern is judged, and none throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (pattern) => {
      assert.equal(typeof allowed(pattern, 'https://api.example.com'), 'boolean')
    }),
    { numRuns: 1000 },
  )
})
