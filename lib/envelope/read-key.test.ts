import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { readKey } from './read-key.ts'

const bytes = Buffer.from('fbeffe000102030405060708090a0b0c0d0e0f101112131415161718191a1bff', 'hex')
const keyOf = (text: string, encoding: 'hex' | 'base64' | 'text', size = 256) => {
  const encryption = `a${size}gcm` as 'a256gcm'
  const read = readKey(text, { encoding, encryption })
  return 'problem' in read ? read.problem : read.key.export().toString('hex')
}

describe('the text of a secret as a key', () => {
  test('is read in its encoding, without guessing', () => {
    const hex = bytes.toString('hex')
    for (const text of [hex, hex.toUpperCase()]) assert.equal(keyOf(text, 'hex'), hex)
    const base64 = bytes.toString('base64')
    for (const text of [base64, base64.replace('=', ''), bytes.toString('base64url')])
      assert.equal(keyOf(text, 'base64'), hex)
    const text = 'sixteen bytes ok'
    assert.equal(keyOf(text, 'text', 128), Buffer.from(text).toString('hex'))
    assert.equal(keyOf('ä'.repeat(8), 'text', 128), Buffer.from('ä'.repeat(8)).toString('hex'))
  })

  test('of another length is refused by its length', () => {
    for (const [size, needed] of [
      [128, 16],
      [192, 24],
      [256, 32],
    ] as const)
      for (const length of [1, 15, 16, 17, 23, 24, 25, 31, 32, 33, 64]) {
        const key = randomBytes(length)
        for (const encoding of ['hex', 'base64'] as const) {
          const said = keyOf(key.toString(encoding), encoding, size)
          const noun = length === 1 ? 'byte' : 'bytes'
          const wrong = `The key has ${length} ${noun}; AES-${size} needs ${needed}.`
          assert.equal(said, length === needed ? key.toString('hex') : wrong)
        }
      }
    assert.equal(keyOf('', 'text'), 'The key has 0 bytes; AES-256 needs 32.')
  })

  test('that is not so encoded is refused, and nothing of it is quoted', () => {
    const hex = bytes.toString('hex')
    for (const text of ['', 'abc', `${hex} `, `${hex}\n`, `0x${hex}`, hex.slice(1), `${hex}zz`])
      assert.match(keyOf(text, 'hex'), /^The key is not hex/)
    const base64 = bytes.toString('base64')
    for (const text of [
      '',
      ' ',
      `${base64}\n`,
      `${base64}=`,
      `-${base64}`,
      base64.slice(0, -2),
      `${base64}!`,
      'ä',
      'AB',
    ])
      assert.match(keyOf(text, 'base64'), /^The key is not Base64/)
    assert.equal(keyOf('\ud800', 'text'), 'The key is not text.')
  })
})
