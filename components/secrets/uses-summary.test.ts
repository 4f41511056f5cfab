import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usesSummary } from './uses-summary.ts'

test('a chart is said in a sentence', () => {
  const days = [
    { day: '2026-11-19', sent: 0, refused: 0 },
    { day: '2026-11-20', sent: 1200, refused: 6 },
  ]
  assert.equal(usesSummary(days), 'Uses per day, last 2 days: between 0 and 1,206 a day, 6 refused')
})
