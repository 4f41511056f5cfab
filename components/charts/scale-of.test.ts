import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scaleOf } from './scale-of.ts'

test('a scale ends at a round number whose half is whole', () => {
  const tops = [0, 1, 2, 3, 5, 7, 9, 21, 36, 61, 99, 648, 1_000_000].map(scaleOf)
  assert.deepEqual(tops, [2, 2, 2, 4, 6, 8, 20, 40, 40, 80, 200, 800, 2_000_000])
})
