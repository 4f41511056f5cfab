import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { pathMatches } from './path-matches.ts'
import { normalizePathPattern, pathPatternProblem } from './path-pattern.ts'

const pathOf = (path: string) => new URL(`https://api.example.com${path}`).pathname

describe('a pattern of paths', () => {
  test('is stored in one form', () => {
    for (const [typed, stored] of [
      ['/', '/'],
      ['/*', '/*'],
      ['/v2/*', '/v2/*'],
      ['/v2/', '/v2/'],
      ['/v2/*/orders/*', '/v2/*/orders/*'],
      ['/%76%32/a%20b', '/v2/a%20b'],
      ['/ü', '/%C3%BC'],
      ['/%c3%bc', '/%C3%BC'],
      ["/a:b@c;d=e,f$g&h+i!j'(k)", "/a:b@c;d=e,f$g&h+i!j'(k)"],
      ['/a%2Ab', '/a%2Ab'],
      ['/%2A', '/%2A'],
    ] as const) {
      assert.equal(pathPatternProblem(typed), null, typed)
      assert.equal(normalizePathPattern(typed), stored)
      assert.equal(normalizePathPattern(stored), stored)
    }
  })

  test('that is none is refused with a sentence that quotes nothing of it', () => {
    for (const typed of [
      '',
      'v2/*',
      'https://api.example.com/v2',
      '/v2?key=1',
      '/v2#x',
      '/v2\\x',
      '/v 2',
      '/v2\n',
      '/v*',
      '/*.json',
      '/**',
      '/a//b',
      '/./a',
      '/a/..',
      '/a/%2e%2e/b',
      '/a/%2E/b',
      '/a%2Fb',
      '/a%5cb',
      '/a%',
      '/a%zz',
      '/a%ff',
      '/a%00',
      '/\ud800',
    ]) {
      assert.match(pathPatternProblem(typed) ?? '', /^[A-Z].*\.$/, JSON.stringify(typed))
      assert.equal(normalizePathPattern(typed), typed)
    }
  })
})

describe('a path', () => {
  test('is one that the pattern names, or is not', () => {
    const cases: [pattern: string, yes: string[], no: string[]][] = [
      ['/', ['/'], ['/a', '//']],
      ['/v2', ['/v2', '/%762'], ['/v2/', '/V2', '/v22', '/', '//v2']],
      ['/v2/', ['/v2/'], ['/v2', '/v2/a']],
      ['/v2/*', ['/v2/', '/v2/a', '/v2/a/b', '/v2/%2e%2e', '/v2//a'], ['/v2', '/v2x/a', '/v3/a', '/', '//v2/a']],
      [
        '/v2/*/orders',
        ['/v2/a/orders', '/v2/%20/orders'],
        ['/v2/orders', '/v2//orders', '/v2/a/b/orders', '/v2/a/orders/'],
      ],
      ['/*/orders/*', ['/a/orders/1', '/a/orders/'], ['/a/orders', '/orders/1']],
      ['/%2A', ['/*', '/%2A', '/%2a'], ['/a', '/']],
      ['/a%20b', ['/a%20b', '/a b'], ['/a+b']],
      ['/*', ['/', '/a', '//', '/a%2f..%2fb', '/%ff'], []],
    ]
    for (const [pattern, yes, no] of cases) {
      // %2e%2e is a dot segment for the parser, which leaves /; what is left is judged.
      for (const path of yes.filter((each) => !each.includes('%2e%2e')))
        assert.ok(pathMatches(pattern, pathOf(path)), `${pattern} ${path}`)
      for (const path of no) assert.ok(!pathMatches(pattern, pathOf(path)), `${pattern} ${path}`)
    }
  })

  test('that climbs out once a server decodes its slashes is under nothing', () => {
    for (const path of [
      '/v2/..%2fadmin',
      '/v2/a%2f..%2f..%2fadmin',
      '/v2/%2e%2e%2Fadmin',
      '/v2/..%5cadmin',
      '/v2/.%2f',
      '/v2/..;/admin',
      '/v2/..;a=b/admin',
      '/v2/..%3b/admin',
      '/v2/a/.;/../..;/admin',
      '/v2/%252e%252e%252fadmin',
      '/v2/%252e%252e/admin',
      '/v2/a%255c..%255cadmin',
    ])
      assert.ok(!pathMatches('/v2/*', pathOf(path)), path)
    for (const path of ['/v2/a%2fb', '/v2/a;b=..', '/v2/...', '/v2/..a', '/v2/%25', '/v2/a%252fb'])
      assert.ok(pathMatches('/v2/*', pathOf(path)), path)
    assert.ok(!pathMatches('/v2/*/orders', pathOf('/v2/a%2fb/orders')))
  })

  test('is named by its pattern exactly if an expression made of the pattern finds it', () => {
    const segment = fc.constantFrom('a', 'b', 'v2', 'a b', 'ä', '*', '%', '.x', '')
    const pattern = fc.array(
      fc.oneof(
        segment.filter((each) => each !== ''),
        fc.constant(null),
      ),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(pattern, fc.array(segment, { maxLength: 5 }), (wanted, segments) => {
        const encode = (text: string) => encodeURIComponent(text).replaceAll('*', '%2A')
        const typed = `/${wanted.map((each) => (each === null ? '*' : encode(each))).join('/')}`
        if (pathPatternProblem(typed) !== null) return
        const quoted = wanted.map((each, index) => {
          if (each !== null) return encode(each).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          return index === wanted.length - 1 ? '.*' : '[^/]+'
        })
        const expected = new RegExp(`^/${quoted.join('/')}$`, 's')
        const path = pathOf(`/${segments.map(encode).join('/')}`)
        assert.equal(pathMatches(normalizePathPattern(typed), path), expected.test(path), `${typed} ${path}`)
      }),
      { numRuns: 2000 },
    )
  })
})
