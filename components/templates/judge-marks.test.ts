import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMarks } from '#lib/references/find-marks.ts'
import { judgeMarks, notesOf, treesOf } from './judge-marks.ts'

const samples = [
  { name: 'Hamburg', event: '{"station":"Hamburg","wind":null}', recipient: '{"phone":"1"}' },
  { name: 'Kiel', event: '{"deep":{"er":1}}', recipient: '{}' },
]
const known = { trees: treesOf(samples), variables: new Map([['hotline', 'x']]), problemOf: () => null }
const looks = (text: string, over: Partial<typeof known> = {}) =>
  judgeMarks(findMarks(text), { ...known, ...over }).map(({ look }) => look)

test('a field that any example has is known, and one that none has is not', () => {
  const text =
    '{{event.station}} {{event.deep.er}} {{recipient.phone}} {{event.wind}} {{event.x}} {{recipient.station}}'
  assert.deepEqual(looks(text), ['macro', 'macro', 'macro', 'unknown', 'unknown', 'unknown'])
  assert.deepEqual(looks('{{event.x}}', { trees: [] }), ['macro'])
})

test('variables are known without regard to case, and steps never', () => {
  assert.deepEqual(looks('{{variables.HotLine}} {{variables.none}} {{steps.a.body}}'), ['macro', 'unknown', 'unknown'])
})

test('a reference is red with its problem, which is said once', () => {
  const problemOf = (name: string) => (name === 'old' ? '`old` is archived.' : null)
  const marks = judgeMarks(findMarks('{{secrets.old}} {{secrets.new}} {{secrets.old}} secrets.new'), {
    ...known,
    problemOf,
  })
  assert.deepEqual(
    marks.map(({ look }) => look),
    ['bad', 'secret', 'bad', 'bare'],
  )
  assert.deepEqual(
    notesOf(marks).map(({ note }) => note),
    ['`old` is archived.', '`secrets.new` is sent as these words: it is no reference yet.'],
  )
})
