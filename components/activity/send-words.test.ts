import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SendItem } from '#lib/usages/schema.ts'
import { sendWords } from './send-words.ts'

type Came = Pick<SendItem, 'state' | 'status' | 'code' | 'durationMs'>

test('what came of a send is said in words, and its shape is another for each', () => {
  const cases: [Came, tone: string, text: string, aside: string][] = [
    [{ state: 'answered', status: 204, code: null, durationMs: 1234 }, 'ok', 'Answered 204', '1,234 ms'],
    [{ state: 'answered', status: 302, code: null, durationMs: 8 }, 'ok', 'Answered 302', '8 ms'],
    [{ state: 'answered', status: 404, code: null, durationMs: 8 }, 'warn', 'Answered 404', '8 ms'],
    [
      { state: 'failed', status: null, code: 'upstream_timeout', durationMs: 30_000 },
      'bad',
      'Failed',
      'upstream timeout, 30,000 ms',
    ],
    [
      { state: 'failed', status: 200, code: 'response_withheld', durationMs: 9 },
      'bad',
      'Failed',
      'response withheld, answered 200, 9 ms',
    ],
    [{ state: 'unknown', status: null, code: null, durationMs: null }, 'warn', 'Sent, outcome unknown', ''],
    [{ state: 'under_way', status: null, code: null, durationMs: null }, 'mute', 'Under way', ''],
  ]
  for (const [came, tone, text, aside] of cases) {
    const words = sendWords(came)
    assert.deepEqual([words.tone, words.text, words.aside], [tone, text, aside])
  }
  assert.equal(new Set(cases.map(([came]) => sendWords(came).icon)).size, 5)
})
