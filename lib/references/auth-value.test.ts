import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { authValueOf, readAuthValue } from './auth-value.ts'

test('a value is one reference alone, or in Basic one beside a username or an empty password', () => {
  const cases = [
    ['bearer', '{secrets.crm.apiKey}', { as: 'whole', username: '', reference: '{secrets.crm.apiKey}' }],
    ['query', '{{ secret:key#part }}', { as: 'whole', username: '', reference: '{{ secret:key#part }}' }],
    ['basic', '{secrets.account}', { as: 'whole', username: '', reference: '{secrets.account}' }],
    ['basic', '{secrets.key}:', { as: 'username', username: '', reference: '{secrets.key}' }],
    ['basic', 'api:{secrets.key}', { as: 'password', username: 'api', reference: '{secrets.key}' }],
  ] as const
  for (const [kind, value, read] of cases) {
    assert.deepEqual(readAuthValue({ kind, value }), read)
    assert.equal(authValueOf(read), value)
  }
})

test('nothing else may stand beside the reference', () => {
  const cases = [
    ['bearer', ''],
    ['bearer', 'sk_live_typed'],
    ['bearer', 'sk_live_typed{secrets.key}'],
    ['bearer', '{secrets.key}:'],
    ['header', 'api:{secrets.key}'],
    ['header', '{secrets.a}{secrets.b}'],
    ['header', '{secrets.a} {secret.b}'],
    ['basic', ':{secrets.key}'],
    ['basic', 'api:typed:{secrets.key}'],
    ['basic', 'api{secrets.key}'],
    ['basic', '{secrets.key}:typed'],
    ['basic', 'a\\b:{secrets.key}'],
    ['basic', '\\{secrets.key}'],
  ] as const
  for (const [kind, value] of cases) assert.equal(readAuthValue({ kind, value }), null, value)
})

test('what is read is written again as it was', () => {
  const pieces = fc.constantFrom('{secrets.a}', '{{secret:b#c}}', ':', '\\', 'api', '{', '}', ' ')
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 5 }),
      fc.constantFrom('bearer', 'basic', 'header', 'query'),
      (texts, kind) => {
        const value = texts.join('')
        const read = readAuthValue({ kind, value })
        if (read) assert.equal(authValueOf(read), value)
      },
    ),
  )
})
