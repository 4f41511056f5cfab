import assert from 'node:assert/strict'
import { createSecretKey, hkdfSync } from 'node:crypto'
import { describe, test } from 'node:test'
import { deriveKey } from './derive-key.ts'

const root = createSecretKey(Buffer.alloc(32, 9))
const hex = (label: string) => deriveKey(root, label).export().toString('hex')

describe('deriveKey', () => {
  test('is HKDF-SHA256 without salt, with the label as context', () => {
    const expected = Buffer.from(hkdfSync('sha256', Buffer.alloc(32, 9), '', 'session', 32)).toString('hex')
    assert.equal(hex('session'), expected)
  })

  test('gives each label its own key, the same each time', () => {
    const labels = ['session', 'session2', 'Session', 'a/b', 'a-b']
    assert.equal(new Set(labels.map(hex)).size, labels.length)
    assert.equal(hex('session'), hex('session'))
  })

  test('refuses a short key, and a label that is empty or could be mistaken', () => {
    assert.throws(() => deriveKey(createSecretKey(Buffer.alloc(16)), 'session'), TypeError)
    for (const label of ['', ' session', 'session\0', 'sessión', 'a'.repeat(101)])
      assert.throws(() => hex(label), TypeError)
  })
})
