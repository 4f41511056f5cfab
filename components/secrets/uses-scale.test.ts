import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scaleOf, usesSummary } from './uses-scale.ts'

test('a scale ends at a round number whose half is whole', () => {
  const tops = [0, 1, 2, 3, 5, 7, 9, 21, 36, 61, 99, 648, 1_000_000].map(scaleOf)
  assert.deepEqual(tops, [2, 2, 2, 4, 6, 8, 20, 40, 40, 80, 200, 800, 2_000_000])
})

test('a chart is said in a sentence', () => {
  const days = [
    { day: '2026-11-19', sent: 0, refused: 0 },
    { day: '2026-11-20', sent: 1200, refused: 6 },
  ]
  assert.equal(usesSummary(days), 'Uses per day, last 2 days: between 0 and 1,206 a day, 6 refused')
})
