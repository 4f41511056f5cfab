import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldLabel } from './field-label.ts'
import { noticedValue, type WrittenAs } from './noticed-value.ts'

const stored = (before: string, written: string, as: WrittenAs = 'text') =>
  noticedValue(`${before}${written}!`, { start: before.length, end: before.length + written.length }, as)

test('a credential is stored as it is meant where it stands', () => {
  assert.deepEqual(stored('Bearer ', 'a+b%20c'), { type: 'token', token: 'a+b%20c', behind: '' })
  assert.deepEqual(stored('{"k":"', 'a\\nb\\u00e9', 'json'), { type: 'token', token: 'a\nbé', behind: '' })
  assert.deepEqual(stored('k=', 'a+b%2Fc', 'form'), { type: 'token', token: 'a b/c', behind: '' })
  assert.deepEqual(stored('/', 'a%zz', 'path'), { type: 'token', token: 'a%zz', behind: '' })
})

test('of Basic it is the pair', () => {
  assert.deepEqual(stored('Basic ', 'c2FtOnA6dw=='), {
    type: 'username_password',
    username: 'sam',
    password: 'p:w',
    behind: '',
  })
  assert.deepEqual(stored('Basic ', 'c2tfMTo='), { type: 'token', token: 'sk_1', behind: ':' })
  assert.deepEqual(stored('Basic ', 'c2Ft'), { type: 'token', token: 'c2Ft', behind: '' })
})

test('fields are called as the page calls them', () => {
  assert.equal(fieldLabel('headers.1.value'), 'Header 2')
  assert.equal(fieldLabel('steps.0.query.0.value'), 'Step 1, parameter 1')
  assert.equal(fieldLabel('steps.2.body'), 'Step 3, body')
})
