import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendsSummary } from './sends-summary.ts'

test('what came of the sends is said in a sentence', () => {
  const days = [
    { day: '2026-11-19', answered: 1200, failed: 0, unknown: 1 },
    { day: '2026-11-20', answered: 34, failed: 6, unknown: 0 },
  ]
  assert.equal(sendsSummary(days), 'Sends per day, last 2 days: 1,234 answered, 6 failed, 1 with unknown outcome')
})
