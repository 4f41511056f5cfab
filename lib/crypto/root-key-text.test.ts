import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { parseRootKey, printRootKey } from './root-key-text.ts'

const line = printRootKey(createSecretKey(Buffer.alloc(32, 0xa5)))
const problemOf = (text: string) => {
  const parsed = parseRootKey(text)
  return parsed.ok ? assert.fail('It was taken.') : parsed.problem
}

describe('the line of a root key', () => {
  test('is as documented, and may never change', () => {
    assert.equal(line, 'postern-root-key-1:paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaU:77a0aa15')
  })

  test('comes back as the same key, with and without white space around it', () => {
    const key = createSecretKey(randomBytes(32))
    const text = printRootKey(key)
    for (const written of [text, `${text}\n`, `${text}\r\n`, `  ${text}\n\n`]) {
      const parsed = parseRootKey(written)
      assert.ok(parsed.ok && parsed.key.equals(key))
    }
  })

  test('is refused with any character changed', () => {
    for (let at = 0; at < line.length; at++) {
      for (const other of ['A', 'b', '7', '-', ':', ' ', 'é']) {
        if (line[at] !== other) problemOf(line.slice(0, at) + other + line.slice(at + 1))
      }
    }
  })

  test('is refused cut at any length, doubled, or with two characters swapped', () => {
    for (let length = 0; length < line.length; length++) problemOf(line.slice(0, length))
    problemOf(`${line}\n${line}`)
    problemOf(`${line}0`)
    for (let at = 0; at + 1 < line.length; at++) {
      const swapped = line.slice(0, at) + line[at + 1] + line[at] + line.slice(at + 2)
      if (swapped !== line) problemOf(swapped)
    }
  })

  test('is refused where its last character spells the same bytes another way', () => {
    const encoded = line.split(':')[1] ?? ''
    const other = `${encoded.slice(0, -1)}V`
    assert.deepEqual(Buffer.from(other, 'base64url'), Buffer.from(encoded, 'base64url'))
    problemOf(line.replace(encoded, other))
  })

  test('tells an empty text, another format, a cut and a mistyped one apart, and quotes none', () => {
    assert.equal(problemOf(' \n'), 'it is empty')
    assert.equal(problemOf('-----BEGIN PRIVATE KEY-----'), 'it does not begin with postern-root-key-1:')
    assert.equal(problemOf(line.replace('key-1', 'key-2')), 'it does not begin with postern-root-key-1:')
    assert.equal(problemOf(line.slice(0, -5)), 'it is cut short, or something was added to it')
    assert.match(problemOf(line.replace('paW', 'pbW')), /^its checksum does not match/)
  })

  test('is made of 256-bit keys only', () => {
    assert.throws(() => printRootKey(createSecretKey(randomBytes(16))), TypeError)
  })
})
