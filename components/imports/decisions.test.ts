import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PreviewRow } from '#lib/imports/schema.ts'
import {
  actsOf,
  type Choices,
  choiceOf,
  namesTaken,
  openQuestion,
  partOf,
  planOf,
  reachedBy,
  withBulkChoice,
  withChoice,
} from './decisions.ts'

const existing = { id: '7b1c', rowVersion: 4, version: 2, status: 'active' as const, problem: null }
const row = (index: number, name: string, rest: Partial<PreviewRow> = {}): PreviewRow => ({
  row: index,
  line: index + 1,
  typed: name,
  name,
  type: 'token',
  bytes: 3,
  lines: 1,
  verdict: 'new',
  problem: null,
  existing: null,
  sameAs: [],
  warnings: [],
  range: [index * 4, index * 4 + 3],
  ...rest,
})

const rows = [
  row(0, 'new'),
  row(1, 'stored', { verdict: 'conflict', existing }),
  row(2, 'archived', { verdict: 'conflict', existing: { ...existing, problem: 'It is archived.' } }),
  row(3, 'twice', { verdict: 'duplicate', sameAs: [5] }),
  row(4, 'Twice', { verdict: 'duplicate', sameAs: [4] }),
  row(5, 'bad name', { verdict: 'invalid', problem: { isAboutName: true, message: 'No.' } }),
  row(6, 'empty', { verdict: 'invalid', problem: { isAboutName: false, message: 'No.' } }),
]
const none: Choices = new Map()
const questions = (choices: Choices) =>
  rows.filter((each) => openQuestion(each, choices, namesTaken(rows, choices)) !== null)

describe('decisions of an import', () => {
  test('what is new is stored, what is broken is left out, and the rest waits for a decision', () => {
    assert.deepEqual(
      questions(none).map(({ row }) => row),
      [1, 2, 3, 4, 5],
    )
    assert.deepEqual(
      planOf(rows, none).map(({ row, todo }) => [row.row, todo]),
      [[0, { act: 'create', name: 'new' }]],
    )
    assert.deepEqual(rows.map(actsOf), [
      ['create', 'skip', 'rename'],
      ['skip', 'rotate', 'rename'],
      ['skip', 'rename'],
      ['skip', 'create', 'rename'],
      ['skip', 'create', 'rename'],
      ['skip', 'rename'],
      ['skip'],
    ])
  })

  test('of rows with one name only one is taken', () => {
    const [, , , first, second] = rows as [PreviewRow, PreviewRow, PreviewRow, PreviewRow, PreviewRow]
    const one = withChoice(rows, none, first, { act: 'create' })
    assert.deepEqual(choiceOf(second, one), { act: 'skip' })
    const other = withChoice(rows, one, second, { act: 'create' })
    assert.deepEqual(choiceOf(first, other), { act: 'skip' })
  })

  test('a name that another row takes, or that is wrong or empty, is a question still', () => {
    const [, stored] = rows as [PreviewRow, PreviewRow]
    const named = (name: string, problem: string | null = null) =>
      new Map([[1, { act: 'rename' as const, name, problem }]])
    const ask = (choices: Choices) => openQuestion(stored, choices, namesTaken(rows, choices))
    assert.equal(ask(named('other')), null)
    assert.equal(ask(named('NEW')), 'Line 1 is stored under this name too.')
    assert.equal(ask(named('')), '')
    assert.equal(ask(named('x y', 'Only letters.')), 'Only letters.')
  })

  test('one choice decides all that it reaches, and nothing that is decided', () => {
    assert.deepEqual(
      reachedBy(rows, none, 'rotate').map(({ row }) => row),
      [1],
    )
    const rotated = withBulkChoice(rows, none, 'rotate')
    const last = withBulkChoice(rows, rotated, 'last')
    const all = withBulkChoice(rows, last, 'skip')
    assert.deepEqual(questions(all), [])
    assert.deepEqual(
      planOf(rows, all).map(({ row, todo }) => [row.row, todo]),
      [
        [0, { act: 'create', name: 'new' }],
        [1, { act: 'rotate', id: '7b1c', rowVersion: 4 }],
        [4, { act: 'create', name: 'Twice' }],
      ],
    )
  })

  test('a part of the rows is a file of its own, with its own numbers', () => {
    const plan = planOf(rows, withBulkChoice(rows, none, 'rotate'))
    const part = partOf('aaa\nbbb\nccc', { open: '<', head: [0, 0], between: '|', close: '>' }, plan.slice(1))
    assert.deepEqual(part, { text: '<bbb>', decisions: [{ row: 0, act: 'rotate', id: '7b1c', rowVersion: 4 }] })
  })
})
