import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertedAt, referenceText, withOneReference } from './reference-forms.ts'

test('each home has its own form', () => {
  const secret = { name: 'crm.apiKey', part: null }
  assert.equal(referenceText('integration', secret), '{secrets.crm.apiKey}')
  assert.equal(referenceText('workflow', { name: 'jira_pat', part: null }), '{secret:jira_pat}')
  assert.equal(referenceText('template', { name: 'sms', part: '#password' }), '{{secrets.sms#password}}')
})

test('one secret a field: the next choice takes the place of the one that stands there', () => {
  const cases = [
    ['', '{secrets.b}'],
    ['Bearer ', 'Bearer {secrets.b}'],
    ['Bearer', 'Bearer {secrets.b}'],
    ['Bearer {secrets.a}', 'Bearer {secrets.b}'],
    ['x{{secret:a#password}}y', 'x{secrets.b}y'],
    ['{secrets.a}:{secrets.a#x};', '{secrets.b}:;'],
  ]
  for (const [text = '', expected] of cases) assert.equal(withOneReference(text, '{secrets.b}'), expected)
})

test('anything is put in at the cursor, in place of what is selected', () => {
  assert.deepEqual(insertedAt('abcd', { start: 1, end: 3 }, '{x}'), { text: 'a{x}d', cursor: 4 })
  assert.deepEqual(insertedAt('', { start: 0, end: 0 }, 'y'), { text: 'y', cursor: 1 })
})
