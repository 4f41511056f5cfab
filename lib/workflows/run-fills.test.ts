import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Macro } from '#lib/references/macros.ts'
import type { Used } from '#lib/sending/show-answer.ts'
import { runFills } from './run-fills.ts'

const body = (pointer: string): Macro => ({ kind: 'steps', step: 'Login', field: 'body', pointer })

describe('what macros of a step stand for', () => {
  test('is read once, however often and in whatever spelling it is named', () => {
    const sent: Used[] = []
    const answers = new Map([['login', { status: 200, body: '{"a":{"token":"0123456789abcdef"}}' }]])
    const fills = runFills({ event: '{"a":{"b":[1,2]}}', variables: new Map(), answers, sent })
    assert.equal(fills(body('/a')), fills(body('/%61')))
    assert.equal(fills({ kind: 'event', path: ['a'] }), fills({ kind: 'event', path: ['a'] }))
    assert.equal(sent.length, 1)
  })

  test('of an event and of an answer are two, also where they are called alike', () => {
    const answers = new Map([['login', { status: 200, body: '{"a":"answer"}' }]])
    const fills = runFills({ event: '{"a":"event"}', variables: new Map(), answers, sent: [] })
    assert.equal(fills({ kind: 'event', path: ['a'] })?.text, 'event')
    assert.equal(fills(body('/a'))?.text, 'answer')
    assert.equal(fills(body('/b')), null)
    assert.equal(fills(body('/b')), null)
  })
})
