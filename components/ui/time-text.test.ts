import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockText, dateText, dayHeading, exactTime, relativeTime } from './time-text.ts'

const now = new Date('2026-11-20T12:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)

test('a time is said in the largest unit that fits', () => {
  const said: [number, string][] = [
    [-5, 'just now'],
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_399, '23 hours ago'],
    [86_400, '1 day ago'],
    [21 * 86_400, '21 days ago'],
    [30 * 86_400, '1 month ago'],
    [364 * 86_400, '12 months ago'],
    [365 * 86_400, '1 year ago'],
  ]
  for (const [seconds, text] of said) assert.equal(relativeTime(before(seconds), now), text)
})

test('exact times stand in the organization’s zone and name it', () => {
  const at = new Date('2026-11-17T08:12:44Z')
  assert.equal(exactTime(at, 'Europe/Berlin'), '17 Nov 2026, 09:12:44 CET')
  assert.equal(exactTime(at, 'UTC'), '17 Nov 2026, 08:12:44 UTC')
  assert.equal(dateText(new Date('2026-09-02T23:30:00Z'), 'Europe/Berlin'), '3 Sep 2026')
  assert.equal(clockText(at, 'Europe/Berlin'), '09:12')
})

test('a day is today or yesterday by the organization’s clock, not by the reader’s', () => {
  assert.equal(dayHeading(new Date('2026-11-19T23:30:00Z'), now, 'Europe/Berlin'), 'Today, 20 November 2026')
  assert.equal(dayHeading(new Date('2026-11-19T22:30:00Z'), now, 'Europe/Berlin'), 'Yesterday, 19 November 2026')
  assert.equal(dayHeading(new Date('2026-11-06T12:00:00Z'), now, 'UTC'), '6 November 2026')
})
