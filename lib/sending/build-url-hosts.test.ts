import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import { hostPatternProblem, normalizeHostPattern } from '#lib/host-rules/host-pattern.ts'
import { baseUrlProblem } from '#lib/references/base-url.ts'
import { createSelfSigned } from '#lib/testing/certificate-authority.ts'
import { loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { hostCases, urlCases } from '#lib/testing/host-tables.ts'
import { type Address, guardAddress } from './address-guard.ts'
import { kindOfAddress } from './address-ranges.ts'
import { buildUrl } from './build-url.ts'

/** What the servers of this test were asked for: the Host of a request, the name in a TLS handshake. */
let dialled: string[] = []
const plain = createServer((request, response) => {
  dialled.push(request.headers.host ?? '')
  response.writeHead(200, { Connection: 'close' }).end()
})
let secured: ReturnType<typeof createTlsServer>
before(async () => {
  const { certificate: cert, key } = await createSelfSigned(['localhost'])
  secured = createTlsServer({
    cert,
    key,
    SNICallback: (name, callback) => {
      dialled.push(name)
      callback(null)
    },
  })
  secured.on('tlsClientError', () => {})
  plain.listen(0, '127.0.0.1')
  secured.listen(0, '127.0.0.1')
  await Promise.all([once(plain, 'listening'), once(secured, 'listening')])
})
after(() => {
  plain.close()
  secured.close()
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
const withoutDot = (host: string) => host.replace(/\.$/, '')

/** Asserts that the host whose address is judged, the one that a list of domains allows and the one that is dialled are one. */
async function holdsTogether(url: URL, expected: string): Promise<void> {
  assert.equal(url.hostname, expected)
  const host = withoutDot(expected)
  const pattern = `${host}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`
  if (hostPatternProblem(pattern) === null) {
    assert.ok(hostAllowed([normalizeHostPattern(pattern)], url))
    assert.ok(!hostAllowed([normalizeHostPattern(pattern)], new URL(`${url.protocol}//y.example:${url.port}`)))
  }

  const asked: string[] = []
  const resolve = async (name: string): Promise<Address[]> => {
    asked.push(name)
    return [{ address: '1.1.1.1', family: 4 }]
  }
  const judge = () => guardAddress(url, { allowPrivate: [], demoHosts: [] }, resolve)
  const literal = host.replace(/^\[|\]$/g, '')
  if (isIP(literal)) {
    const isPublic = kindOfAddress(literal) === 'public'
    const destination = await judge().catch(() => null)
    assert.deepEqual(destination?.addresses ?? null, isPublic ? [{ address: literal, family: isIP(literal) }] : null)
    assert.deepEqual(asked, [])
    return
  }
  if (host === '' || host.length > 253) {
    await assert.rejects(judge(), { code: 'upstream_unreachable' })
    assert.deepEqual(asked, [])
    return
  }
  await judge()
  assert.deepEqual(asked, [host])

  dialled = []
  const [http, https] = [new URL(`http://${url.host}/`), new URL(`https://${url.host}/`)]
  const options = { proxy: null }
  await refusalOf(requestTo(https.origin), loopback(portOf(secured)), options)
  assert.deepEqual(dialled.splice(0), [host])
  await assert.rejects(refusalOf(requestTo(http.origin), loopback(portOf(plain)), options), /It was sent/)
  assert.deepEqual(dialled, [http.host])
}

const named = (index: number, input: string) => `${index}: ${JSON.stringify(input)}`

describe('the host that is judged is the host that is dialled, for every entry that parses: web-platform-tests’ URLs', () => {
  let tried = 0
  for (const [index, { input, base, failure, hostname, protocol }] of urlCases().entries()) {
    if (failure || !hostname || !/^https?:$/.test(protocol ?? '')) continue
    tried += 1
    test(named(index, input), () => holdsTogether(new URL(input, base ?? undefined), hostname))
  }
  test('none was left out', () => assert.equal(tried, 247))
})

describe('a base URL goes where it reads, or is refused: web-platform-tests’ URLs', () => {
  let accepted = 0
  for (const [index, { input, failure, host }] of urlCases().entries()) {
    test(named(index, input), () => {
      if (baseUrlProblem(input) !== null) return
      accepted += 1
      assert.ok(!failure)
      assert.doesNotMatch(input, /[\s\\\p{Cc}]|^[^/]*\/\/[^/]*@|[?#]/u)
      const url = buildUrl(input, '/x', [])
      assert.equal(url.host, host)
      // What stands between the slashes, read by hand: letter for letter, where it is neither a number nor encoded.
      const [, written = ''] = /^https?:\/\/([a-z-][a-z0-9.-]*)(?::\d+)?(?:\/|$)/.exec(input) ?? []
      if (written !== '' && !/(^|\.)(0x)?[0-9a-f]*\.?$/.test(written)) assert.equal(url.hostname, written)
    })
  }
  test('some were accepted', () => assert.ok(accepted >= 30, String(accepted)))
})

describe('a name is judged, allowed and dialled in one ASCII form: web-platform-tests’ ToASCII', () => {
  let tried = 0
  for (const [index, { input, output }] of hostCases().entries()) {
    tried += 1
    test(named(index, input), async () => {
      if (output === null) {
        assert.equal(URL.canParse(`https://${input}/x`), false)
        assert.notEqual(baseUrlProblem(`https://${input}`), null)
        assert.notEqual(hostPatternProblem(input), null)
        assert.equal(hostAllowed([input], new URL('https://example.com')), false)
        return
      }
      await holdsTogether(new URL(`https://${input}/x`), output)
      if (hostPatternProblem(input) === null) assert.equal(normalizeHostPattern(input), withoutDot(output))
    })
  }
  test('none was left out', () => assert.equal(tried, 87))
})
