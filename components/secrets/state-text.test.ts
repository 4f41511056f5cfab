import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateText } from './state-text.ts'

const text = (
  status: Parameters<typeof stateText>[0]['status'],
  daysLeft: number | null = null,
  destroyedInDays: number | null = null,
) => stateText({ status, daysLeft, destroyedInDays })

test('an active secret says when it expires, once that is near', () => {
  assert.equal(text('active'), 'Active')
  assert.equal(text('active', 8), 'Active')
  assert.equal(text('active', 7), 'Expires in 7 days')
  assert.equal(text('active', 1), 'Expires in 1 day')
  assert.equal(text('active', 0), 'Expires today')
})

test('one that cannot be used says since when, or for how long it is kept', () => {
  assert.equal(text('expired', -2), 'Expired 2 days ago')
  assert.equal(text('expired', -1), 'Expired 1 day ago')
  assert.equal(text('revoked', -1), 'Revoked')
  assert.equal(text('archived', 3, 12), 'Destroyed in 12 days')
  assert.equal(text('archived', 3, 0), 'Destroyed today')
  assert.equal(text('archived'), 'Archived')
})
