import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysLeftText } from './days-left-text.ts'

const texts: [days: number, text: string][] = [
  [0, 'today is its last day'],
  [1, 'in 1 day'],
  [59, 'in 59 days'],
  [120, 'in 4 months'],
  [800, 'in 2 years'],
  [-1, '1 day ago'],
  [-70, '2 months ago'],
]
for (const [days, text] of texts) test(`${days} days left: ${text}`, () => assert.equal(daysLeftText(days), text))
