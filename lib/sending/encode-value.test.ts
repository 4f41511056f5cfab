import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Encoded, encodeValue } from '#lib/references/encode-value.ts'
import { encodeBasic } from './encode-basic.ts'
import type { OpenedValue } from './used-values.ts'

const plain = (text: string): OpenedValue => ({ text, json: null, pair: null, kind: 'secret' })
const textOf = (encoded: Encoded) => ('text' in encoded ? encoded.text : null)
const encode = (place: Parameters<typeof encodeValue>[0], text: string) => textOf(encodeValue(place, plain(text)))

const any = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        '\\',
        '&',
        '=',
        '+',
        '%',
        '/',
        '.',
        '\r',
        '\n',
        '\0',
        '<',
        '>',
        "'",
        ']',
        ' ',
        'é',
        '{',
        '}',
        'a',
      ),
    }),
  )
  .filter((text) => text.isWellFormed())

describe('whatever the value is, it reads back as itself', () => {
  const property = (check: (text: string) => void) => fc.assert(fc.property(any, check), { numRuns: 1000 })

  test('in a path segment and a query, with nothing but unreserved characters', () =>
    property((text) => {
      for (const place of ['path', 'query'] as const) {
        const encoded = encode(place, text) ?? ''
        assert.match(encoded, /^(%[0-9A-F]{2}|[A-Za-z0-9._~-])*$/)
        assert.equal(decodeURIComponent(encoded), text)
      }
    }))
  test('in a form', () =>
    property((text) =>
      assert.deepEqual(
        [...new URLSearchParams(`a=1&b=${encode('form', text)}&c=2`)],
        [
          ['a', '1'],
          ['b', text],
          ['c', '2'],
        ],
      ),
    ))
  test('in a JSON string', () =>
    property((text) => assert.deepEqual(JSON.parse(`["${encode('json-string', text)}"]`), [text])))
  test('in text', () => property((text) => assert.equal(encode('text', text), text)))
  test('in Basic, or it is refused', () =>
    property((text) => {
      const encoded = textOf(encodeBasic('user', text))
      if (encoded !== null) assert.equal(Buffer.from(encoded, 'base64').toString('utf8'), `user:${text}`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what RFC 7617 forbids
      else assert.match(text, /[\0-\x1f\x7f]/)
    }))
  test('in a header, or it is refused', () =>
    property((text) => {
      if (encode('header', text) !== null) assert.match(text, /^([!-~]([ -~]*[!-~])?)?$/)
      else assert.doesNotMatch(text, /^([!-~]([ -~]*[!-~])?)?$/)
    }))
  test('in XML without a mark that means something, or it is refused', () =>
    property((text) => {
      const encoded = encode('xml-text', text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids
      if (encoded === null) return assert.match(text, /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/)
      assert.doesNotMatch(encoded, /[<>"'\r\n\t]|&(?!#\d+;)/)
      assert.equal(
        encoded.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
        text,
      )
    }))
})

test('outside of quotes only JSON can stand', () => {
  assert.equal(encode('json-value', '{"a":1}'), null)
  assert.equal(textOf(encodeValue('json-value', { ...plain('1.0'), json: '1.0' })), '1.0')
})

test('a header takes no line break, NUL, non-ASCII or space at its ends', () => {
  for (const text of ['a\r\nb', 'a\nb', 'a\0b', 'é', ' a', 'a ', 'a\tb', 'a\x7fb', '\u00a0a'])
    assert.equal(encode('header', text), null, JSON.stringify(text))
  assert.equal(encode('header', 'a b'), 'a b')
})

test('a username takes no colon', () => {
  assert.equal(textOf(encodeBasic('a:b', 'c')), null)
  assert.equal(textOf(encodeBasic('a', 'b:c')), Buffer.from('a:b:c').toString('base64'))
})

test('a reason never holds the value', () => {
  for (const encoded of [
    encodeValue('header', plain('canary\n')),
    encodeBasic('canary:', ''),
    encodeValue('xml-text', plain('canary\0')),
  ]) {
    assert.ok('problem' in encoded)
    assert.doesNotMatch(encoded.problem, /canary/)
  }
})

test('half of a pair is carried by JSON as an escape, and refused everywhere else', () => {
  const half = 'abc\ud800def'
  assert.equal(encode('json-string', half), 'abc\\ud800def')
  for (const place of ['path', 'query', 'form', 'text', 'header', 'xml-text', 'xml-attribute'] as const)
    assert.equal(encode(place, half), null, place)
  assert.equal(textOf(encodeBasic('user', half)), null)
  assert.equal(textOf(encodeBasic(half, 'password')), null)
})
