import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { findsValue } from '#lib/testing/redaction-oracle.ts'
import { dots } from './dots.ts'
import { isTooShort } from './needles.ts'
import { makeRedactor } from './redact.ts'
import type { OpenedValue } from './used-values.ts'

const plain = (text: string): OpenedValue => ({ text, json: null, pair: null, kind: 'secret' })
const pair = (username: string, password: string): OpenedValue => ({
  ...plain(`${username}:${password}`),
  pair: { username, password },
})
const whole = (json: string): OpenedValue => ({ ...plain(json), json, kind: 'whole-json' })
const redact = (text: string, ...values: OpenedValue[]) => makeRedactor(values).text(text).text

const hex = (text: string) => Buffer.from(text).toString('hex')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const everyByte = (text: string, print: (byte: string) => string) => (hex(text).match(/../g) ?? []).map(print).join('')
const xmlEscaped = (text: string) =>
  text.replace(/[^A-Za-z0-9]/gu, (mark) => `&#x${mark.codePointAt(0)?.toString(16)};`)

/** How a server may spell what it was sent. */
const encoders: Record<string, (text: string) => string> = {
  raw: (text) => text,
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON, all escaped': (text) =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  percent: (text) => encodeURIComponent(text),
  'percent, lower case': (text) => encodeURIComponent(text).replace(/%../g, (escaped) => escaped.toLowerCase()),
  'percent, all': (text) => everyByte(text, (byte) => `%${byte}`),
  'percent, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ v: text }).toString().slice(2),
  XML: xmlEscaped,
  'XML, named': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'percent in JSON': (text) => JSON.stringify(encodeURIComponent(text)).slice(1, -1),
  hex,
  'hex, upper case': (text) => hex(text).toUpperCase(),
  Base64: base64,
  'Base64, one byte in': (text) => base64(`x${text}y`),
  'Base64, two bytes in': (text) => base64(`xy${text}`),
  Base64url: (text) => Buffer.from(text).toString('base64url'),
  'Base64 in JSON': (text) => base64(text).replaceAll('/', '\\/'),
  'Base64 in a URL': (text) => encodeURIComponent(base64(`a${text}`)),
  'Base64 in lines': (text) => base64(`${'x'.repeat(50)}${text}`).replace(/.{76}/g, '$&\r\n'),
  Basic: (text) => `Basic ${base64(`user:${text}`)}`,
}

const value = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }),
    fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' }),
    fc.string({
      minLength: 12,
      maxLength: 40,
      unit: fc.constantFrom('\\', '/', '%', '"', '+', ' ', '&', '<', 'u', '0', 'A', '=', 'é', '\n'),
    }),
    fc.base64String({ minLength: 16, maxLength: 40 }),
  )
  .filter((text) => text.isWellFormed() && Buffer.byteLength(text) >= 8)
const around = fc.string({ unit: fc.constantFrom(' ', '"', '{', ':', '.', ','), maxLength: 8 })

describe('a value is found in every usual spelling', () => {
  for (const [name, encode] of Object.entries(encoders)) {
    test(name, () => {
      fc.assert(
        fc.property(value, around, around, (value, before, after) => {
          const text = `${before} ${encode(value)} ${after}`
          const { text: shown, count } = makeRedactor([plain(value)]).text(text)
          assert.ok(count > 0, 'It was not found.')
          assert.ok(shown.includes(dots))
          assert.ok(!findsValue(shown, value), 'It can still be read.')
        }),
        { numRuns: 300 },
      )
    })
  }

  test('the oracle finds what is not redacted', () => {
    for (const [name, encode] of Object.entries(encoders)) {
      assert.ok(findsValue(`x ${encode('canary/é+"\\%&7f3a')} y`, 'canary/é+"\\%&7f3a'), name)
    }
    assert.ok(!findsValue('nothing of it is here, canary and 7f3a apart', 'canary/é+"\\%&7f3a'))
  })
})

test('text without a value stays as it is, to the byte', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { text: shown, count } = makeRedactor([plain('canary-0f1e2d3c4b5a')]).text(text.toWellFormed())
      assert.equal(shown, text.toWellFormed())
      assert.equal(count, 0)
    }),
  )
})

test('text beside a value stays as it is', () => {
  assert.equal(redact('a canary-1234 b canary-1234', plain('canary-1234')), `a ${dots} b ${dots}`)
  assert.equal(redact('{"t":"canary\\u002d1234","é":1}', plain('canary-1234')), `{"t":"${dots}","é":1}`)
  assert.equal(redact('canary-1234canary-1234', plain('canary-1234')), dots + dots)
})

test('overlapping values become one run of dots', () => {
  assert.equal(
    redact('xabcdefghijklmnopx', plain('abcdefghijkl'), plain('ijklmnop')),
    'xabcdefghijklmnopx'.replace('abcdefghijklmnop', dots),
  )
  assert.equal(redact('aaaaaaaaaaa', plain('aaaaaaaa')), dots)
})

test('bits of a value at the edges of Base64 go too', () => {
  for (const user of ['', 'a', 'ab']) {
    assert.equal(
      redact(` ${base64(`${user}canary-1234`)} `, plain('canary-1234')).replace(/[A-Za-z]/g, ''),
      ` ${dots} `,
    )
  }
})

test('each line of a value, without the armour that every key has', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\r\nkiG9w0BAQEFAASCBK\nAB==\n-----END PRIVATE KEY-----\n'
  assert.equal(redact('1 MIIEvQIBADANBgkqh 2 kiG9w0BAQEFAASCBK 3 AB==', plain(key)), `1 ${dots} 2 ${dots} 3 AB==`)
  assert.equal(redact('-----BEGIN PRIVATE KEY-----', plain(key)), '-----BEGIN PRIVATE KEY-----')
  assert.equal(redact(`<${key}>`, plain(key)), `<${dots}>`)
})

test('each text in a JSON value, not its numbers and keys', () => {
  const json = '{"clientIdentifier":"canary-abcdef","n":1234567890,"deep":[{"x":"line one of it\\nline two of it"}]}'
  assert.equal(redact('canary-abcdef 1234567890 clientIdentifier', whole(json)), `${dots} 1234567890 clientIdentifier`)
  assert.equal(redact('line one of it, line two of it', whole(json)), `${dots}, ${dots}`)
  assert.equal(redact(`x${json}x`, whole(json)), `x${dots}x`)
})

test('both halves of a pair, and the pair', () => {
  assert.equal(redact('username-1 and password-1', pair('username-1', 'password-1')), `${dots} and ${dots}`)
  assert.equal(redact(`Basic ${base64('username-1:password-1')}`, pair('username-1', 'password-1')), `Basic ${dots}`)
  assert.equal(redact('me', pair('me', 'password-1')), 'me')
})

test('what is too short to be found by more than chance', () => {
  assert.equal(isTooShort(plain('1234567')), true)
  assert.equal(isTooShort(plain('12345678')), false)
  assert.equal(isTooShort(plain('éééé')), false)
  assert.equal(isTooShort({ ...plain('me'), kind: 'username' }), false)
  assert.equal(isTooShort({ ...plain('true'), json: 'true', kind: 'boolean' }), false)
  assert.equal(isTooShort(pair('me', 'password-1')), false)
  assert.equal(isTooShort(pair('username-1', 'short')), true)
  assert.equal(isTooShort(whole('{"a":"long enough","n":1}')), false)
  assert.equal(isTooShort(whole('{"a":"long enough","b":"x"}')), true)
})

test('in Base64 that stands in Base64 itself, and what was escaped before, unless it is large', () => {
  const value = 'canary "1234" + é/&<'
  const inner = [
    base64(`user:${value}`),
    JSON.stringify({ value }),
    encodeURIComponent(value),
    new URLSearchParams({ value }).toString(),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  ]
  for (const text of inner) {
    const { text: shown, count } = makeRedactor([plain(value)]).text(` ${base64(`{"body":"${text}"}`)} `)
    assert.equal(count, 1, text)
    assert.ok(!findsValue(shown, value), text)
  }
  const large = Array.from({ length: 500 }, (_, index) => `key-${index}`).join('')
  assert.equal(makeRedactor([plain(large)]).text(base64(base64(large))).count, 0)
  assert.equal(makeRedactor([plain(large)]).text(base64(large)).count, 1)
})
