import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from './day.ts'

test('a day has a first and a last instant that can be told', () => {
  for (const text of ['1900-01-01', '2027-03-14', '2028-02-29', '9998-12-31']) assert.ok(day().safeParse(text).success)
  for (const text of ['0000-01-01', '0001-01-01', '1899-12-31', '9999-01-01', '9999-12-31', '2027-02-29', '', '1'])
    assert.ok(!day().safeParse(text).success, text)
})
