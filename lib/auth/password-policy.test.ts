import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { passwordProblem } from './password-policy.ts'

const context = { email: 'ines.okafor@acme.example', name: 'Ines Okafor', organization: 'Acme', domain: 'Europe' }
const problem = (password: string) => passwordProblem(password, context)

describe('a password', () => {
  test('may be of any composition from twelve characters on', async () => {
    const good = [
      'vivid-lantern-orbit-42',
      'correct horse battery staple',
      'kbvVn3PkW9tq',
      'žluťoučký kůň úpěl',
      '🐢🌵📎🧲🎻🛶🥝🧊🪐🧵🪁🦉',
    ]
    for (const password of good) assert.equal(await problem(password), null, password)
    assert.equal(await problem(`${'Fog drifts over the seventh pier. '.repeat(3)}`.slice(0, 64)), null)
  })

  test('is refused when it is short, counted in characters', async () => {
    assert.match((await problem('gX7#pQ2!mZ9')) ?? '', /at least 12 characters; this one has 11/)
    assert.match((await problem('🐢🌵📎🧲🎻🛶')) ?? '', /this one has 6/)
    assert.match((await problem('')) ?? '', /Enter a password/)
  })

  test('is refused when it is longer than 1024 bytes or no text', async () => {
    assert.match((await problem('é'.repeat(513))) ?? '', /at most 1024 bytes/)
    assert.match((await problem(`kbvVn3PkW9tq\ud800`)) ?? '', /Unicode/)
  })

  test('is refused when it is common or follows a pattern', async () => {
    const common = [
      'password1234',
      'Password2024!',
      'P@ssw0rd1234',
      '1qaz2wsx3edc',
      'qwertyuiop[]',
      'abcdefghijkl',
      '0123456789012345',
      'aaaaaaaaaaaaaaaa',
      'abcabcabcabc',
      'changemechangeme',
      'administrator',
      'iloveyouforever',
      'michael19851212',
      'letmeinplease',
    ]
    for (const password of common) assert.match((await problem(password)) ?? '', /too easy to guess/, password)
  })

  test('is refused when little is left without the words around the account', async () => {
    for (const password of [
      'ines.okafor@acme.example',
      'Acme-Europe-2026',
      'Ines-Okafor-2026!',
      'postern-europe',
      'Okafor@Acme7',
    ]) {
      assert.notEqual(await problem(password), null, password)
    }
    assert.equal(await problem('Acme ships violet canoes'), null)
  })

  test('is never quoted by the sentence that refuses it', async () => {
    for (const password of ['password1234', 'Acme-Europe-2026', 'short']) {
      assert.ok(!((await problem(password)) ?? '').includes(password))
    }
  })
})
