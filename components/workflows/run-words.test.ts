import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunStep, RunStepState } from '#lib/workflows/schema.ts'
import { durationText, failureText, runSentence, triggerText } from './run-words.ts'

const step = (name: string, state: RunStepState): RunStep => ({
  position: 1,
  stepId: name,
  name,
  method: 'GET',
  host: '',
  state,
  startedAt: null,
  status: null,
  code: null,
  durationMs: null,
  usageId: null,
  hasExchange: false,
})

test('a duration is said in the unit that people read it in', () => {
  assert.deepEqual([0, 420, 1240, 12_400, 59_900, 185_000].map(durationText), [
    '0 ms',
    '420 ms',
    '1.2 s',
    '12 s',
    '60 s',
    '3 min 5 s',
  ])
})

test('who started a run is named where somebody did', () => {
  assert.equal(triggerText({ trigger: 'hand', actorName: 'Tom Abara' }), 'By hand, Tom Abara')
  assert.equal(triggerText({ trigger: 'webhook', actorName: '' }), 'Inbound webhook')
})

test('a failure names the step, and the code or the status', () => {
  assert.equal(failureText({ failed: null }), null)
  assert.equal(
    failureText({ failed: { name: 'login', status: null, code: 'host_not_allowed' } }),
    'login: host not allowed',
  )
  assert.equal(failureText({ failed: { name: 'login', status: 503, code: null } }), 'login: answered 503')
})

test('what happens in a run is one sentence', () => {
  const steps = [step('login', 'succeeded'), step('post', 'running')]
  assert.equal(runSentence({ state: 'running', steps }), 'Running step 2 of 2, post.')
  const ended = (state: RunStepState) => [step('login', 'succeeded'), step('post', state)]
  assert.equal(
    runSentence({ state: 'succeeded', steps: ended('succeeded') }),
    'The run is through: all 2 steps succeeded.',
  )
  assert.equal(
    runSentence({ state: 'succeeded', steps: ended('failed') }),
    'The run is through. Some steps failed, and it went on.',
  )
  assert.equal(runSentence({ state: 'failed', steps: ended('failed') }), 'The run failed at step 2 of 2, post.')
  assert.match(runSentence({ state: 'interrupted', steps }), /is not known/)
})
