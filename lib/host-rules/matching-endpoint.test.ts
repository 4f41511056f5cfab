import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hostAllowed } from './host-allowed.ts'
import { hostCandidates } from './host-candidates.ts'
import { hostPatternProblem, normalizeHostPattern } from './host-pattern.ts'
import { matchingEndpoint } from './matching-endpoint.ts'

const endpoint = (hostPattern: string, pathPattern: string) => ({
  id: `${hostPattern} ${pathPattern}`,
  hostPattern,
  pathPattern,
})
const matched = (endpoints: ReturnType<typeof endpoint>[], url: string) => matchingEndpoint(endpoints, new URL(url))?.id

describe('the endpoint that a URL goes to', () => {
  test('is the most specific one, whatever their order', () => {
    const endpoints = [
      endpoint('*.example.com', '/*'),
      endpoint('*.example.com', '/v2/orders/*'),
      endpoint('*.api.example.com', '/*'),
      endpoint('eu.api.example.com', '/*'),
      endpoint('eu.api.example.com', '/v2/*'),
      endpoint('eu.api.example.com', '/v2/*/items'),
      endpoint('eu.api.example.com', '/v2/orders/items'),
      endpoint('eu.api.example.com', '/v2/orders/*'),
      endpoint('eu.api.example.com', '/v2'),
      endpoint('eu.api.example.com:8443', '/*'),
    ]
    const cases = {
      'https://www.example.com/v2/orders/1': '*.example.com /v2/orders/*',
      'https://us.api.example.com/v2/orders/1': '*.api.example.com /*',
      'https://eu.api.example.com/v1': 'eu.api.example.com /*',
      'https://eu.api.example.com/v2': 'eu.api.example.com /v2',
      'https://eu.api.example.com/v2/': 'eu.api.example.com /v2/*',
      'https://eu.api.example.com/v2/a/items': 'eu.api.example.com /v2/*/items',
      'https://eu.api.example.com/v2/orders/items': 'eu.api.example.com /v2/orders/items',
      'https://eu.api.example.com/v2/orders/other': 'eu.api.example.com /v2/orders/*',
      'https://eu.api.example.com:8443/v2': 'eu.api.example.com:8443 /*',
      'https://example.com/': undefined,
      'https://evilexample.com/': undefined,
      'http://eu.api.example.com/': undefined,
    }
    fc.assert(
      fc.property(fc.shuffledSubarray(endpoints, { minLength: endpoints.length }), (shuffled) => {
        for (const [url, id] of Object.entries(cases)) assert.equal(matched(shuffled, url), id, url)
      }),
      { numRuns: 50 },
    )
  })
})

test('every stored pattern that allows a host is among its candidates', () => {
  const label = fc.constantFrom('api', 'eu', 'xn--mnchen-3ya', 'a', 'example', 'com')
  const host = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'))
  const port = fc.constantFrom('', ':443', ':80', ':8443')
  fc.assert(
    fc.property(
      fc.constantFrom('https', 'http'),
      host,
      port,
      fc.boolean(),
      host,
      port,
      fc.boolean(),
      (scheme, name, at, hasDot, other, otherPort, isUnder) => {
        const url = new URL(`${scheme}://${name}${hasDot ? '.' : ''}${at}/`)
        const pattern = normalizeHostPattern(`${isUnder ? '*.' : ''}${other}${otherPort}`)
        if (hostPatternProblem(pattern) !== null) return
        const isCandidate = hostCandidates(url).includes(pattern)
        if (hostAllowed([pattern], url)) assert.ok(isCandidate, `${pattern} ${url}`)
        else assert.ok(!isCandidate, `${pattern} ${url}`)
      },
    ),
    { numRuns: 2000 },
  )
  for (const address of ['https://127.0.0.1/', 'https://[::1]:8443/'])
    assert.equal(hostCandidates(new URL(address)).length, 1)
})

test('plain http is no endpoint’s, on whatever port', () => {
  const endpoint = { id: '1', hostPattern: 'api.example.com', pathPattern: '/*' }
  assert.equal(matchingEndpoint([endpoint], new URL('https://api.example.com/')), endpoint)
  for (const url of ['http://api.example.com:443/', 'http://api.example.com/'])
    assert.equal(matchingEndpoint([endpoint], new URL(url)), null)
  const plain = { ...endpoint, hostPattern: 'api.example.com:80' }
  assert.equal(matchingEndpoint([plain], new URL('http://api.example.com/')), null)
})
