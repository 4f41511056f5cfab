import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSubject } from '#lib/references/check-message.ts'
import { fillMacros } from './fills.ts'
import { Refusal } from './refusal.ts'

test('macros that stand for more than may be sent are refused before they are put together', () => {
  let asked = 0
  const fills = () => {
    asked += 1
    return { text: 'x'.repeat(600 * 1024), json: null, isSensitive: false }
  }
  const isTooLarge = (error: unknown) => error instanceof Refusal && error.code === 'request_too_large'
  assert.throws(() => fillMacros([readSubject('{{event.a}}'.repeat(1000))], fills), isTooLarge)
  assert.equal(asked, 2)
})
