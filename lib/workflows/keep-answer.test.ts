import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepAnswer } from './keep-answer.ts'
import { type Answer, runFills } from './run-fills.ts'

test('a run holds 8 MiB of answers, and of what comes then the status alone: a macro that names it has no value', () => {
  const answers = new Map<string, Answer>()
  const body = 'x'.repeat(1024 * 1024)
  for (let nth = 1; nth <= 10; nth += 1) keepAnswer(answers, `Step${nth}`, { status: 200, body })
  keepAnswer(answers, 'Empty', { status: 204, body: '' })
  const fills = runFills({ event: null, variables: new Map(), answers, sent: [] })
  const bodyOf = (step: string) => fills({ kind: 'steps', step, field: 'body', pointer: '' })
  assert.equal(bodyOf('Step8')?.text.length, body.length)
  assert.equal(bodyOf('Step9'), null)
  assert.equal(fills({ kind: 'steps', step: 'Step9', field: 'body', pointer: '/a' }), null)
  assert.equal(fills({ kind: 'steps', step: 'Step9', field: 'status' })?.text, '200')
  assert.equal(bodyOf('Empty')?.text, '')
})
