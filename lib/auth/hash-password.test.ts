import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hashPassword } from './hash-password.ts'
import { verifyPassword } from './verify-password.ts'

describe('a hashed password', () => {
  test('is Argon2id with OWASP’s parameters and a salt of its own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('vivid-lantern-orbit-42'),
      hashPassword('vivid-lantern-orbit-42'),
    ])
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    assert.notEqual(one, two)
  })

  test('is opened by that password alone, to its last character', async () => {
    const password = `${'a'.repeat(1000)}x`
    const hash = await hashPassword(password)
    assert.equal(await verifyPassword(hash, password), true)
    assert.equal(await verifyPassword(hash, `${'a'.repeat(1000)}y`), false)
    assert.equal(await verifyPassword(hash, 'a'.repeat(1000)), false)
    assert.equal(await verifyPassword(hash, `${password}\0`), false)
  })

  test('is the same however its accents were typed', async () => {
    const hash = await hashPassword('caf\u00e9 in the harbour')
    assert.equal(await verifyPassword(hash, 'cafe\u0301 in the harbour'), true)
  })

  test('is opened by nothing where there is no hash', async () => {
    assert.equal(await verifyPassword(null, 'vivid-lantern-orbit-42'), false)
    assert.equal(await verifyPassword(null, ''), false)
  })

  test('is checked for everybody who asks, also when more ask than there are slots', async () => {
    const hash = await hashPassword('vivid-lantern-orbit-42')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        verifyPassword(hash, i % 3 === 0 ? 'vivid-lantern-orbit-42' : 'another one'),
      ),
    )
    assert.equal(answers.filter(Boolean).length, 4)
  })
})
