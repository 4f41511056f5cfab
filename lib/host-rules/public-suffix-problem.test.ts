import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicSuffixProblem } from './public-suffix-problem.ts'

test('a wildcard over a public suffix is refused in words that say what to do', () => {
  assert.equal(
    publicSuffixProblem('*.co.uk'),
    '*.co.uk covers a whole public suffix, so anyone could register a host under it. Name your own, like *.acme.co.uk.',
  )
})

for (const text of [
  '*.github.io',
  '*.GitHub.io.:8443',
  '*.公司.cn',
  '*.xn--55qx5d.cn',
  '*.s3.amazonaws.com',
  '*.any.kawasaki.jp',
])
  test(`${text} is refused`, () => assert.match(publicSuffixProblem(text) ?? '', /public suffix/))

test('a wildcard over suffixes that the list writes with a wildcard is refused', () => {
  assert.match(publicSuffixProblem('*.kawasaki.jp') ?? '', /whole public suffixes/)
})

for (const text of [
  '*.acme.co.uk',
  '*.acme.github.io',
  '*.example.com',
  'co.uk',
  'github.io',
  '192.0.2.7',
  '*.acme.internal',
  'not a host',
  '*.city.kawasaki.jp',
])
  test(`${text} is no public suffix's wildcard`, () => assert.equal(publicSuffixProblem(text), null))
