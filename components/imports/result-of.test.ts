import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ImportPreview, PreviewRow, RowOutcome } from '#lib/imports/schema.ts'
import type { PlannedRow } from './decisions.ts'
import { failuresOf, restOf, sentencesOf } from './result-of.ts'
import type { ImportRun } from './use-import-run.ts'

const rows = Array.from({ length: 6 }, (_, row) => ({ row, line: row + 1, name: `n${row}` }) as PreviewRow)
const preview = { rows } as ImportPreview
const planned = rows.slice(0, 5).map((row): PlannedRow => ({ row, todo: { act: 'create', name: row.name } }))
const told = (row: number, outcome: 'created' | 'rotated'): RowOutcome & { line: number } => ({
  row,
  line: row + 1,
  outcome,
  id: 'x',
  name: `n${row}`,
  version: 1,
})
const base: ImportRun = {
  planned,
  told: [],
  unknown: [],
  isRunning: false,
  isStopping: false,
  isStopped: false,
  problem: null,
}
const problem = { code: 'internal' as const, message: 'Postern could not be reached.', fields: {} }

describe('what an import says at its end', () => {
  test('what is stored and what was left out', () => {
    const run = { ...base, told: planned.map(({ row }) => told(row.row, row.row === 4 ? 'rotated' : 'created')) }
    assert.deepEqual(sentencesOf(run, preview, false), [
      '4 secrets are stored, and 1 secret has a new value.',
      '1 row was left out, as decided.',
    ])
    assert.deepEqual(restOf(run), [])
  })

  test('of one that was stopped, exactly which rows are not stored', () => {
    const run = { ...base, told: [told(0, 'created'), told(1, 'created')], isStopped: true }
    assert.deepEqual(sentencesOf(run, preview, false).slice(0, 3), [
      '2 secrets are stored.',
      'The import was stopped.',
      'From line 3 on, 3 rows were not reached. Nothing of them is stored.',
    ])
  })

  test('of one that broke off, which rows may be stored or not', () => {
    const run = { ...base, told: [told(0, 'created')], unknown: planned.slice(1, 3), problem }
    const said = sentencesOf(run, preview, false)
    assert.equal(said[1], 'The import ended early. Postern could not be reached.')
    assert.match(said[2] ?? '', /^It is not known whether 2 rows \(lines 2 to 3\) were stored\./)
    assert.match(said[3] ?? '', /^From line 4 on, 2 rows were not reached\./)
  })

  test('of all or nothing, which rows were to blame', () => {
    const refusal = {
      code: 'invalid' as const,
      message: 'Nothing was stored, because 1 row could not be.',
      fields: { 'rows.2': 'Taken.' },
    }
    const run = { ...base, problem: refusal }
    assert.deepEqual(failuresOf(run, preview, true), [{ row: 2, line: 3, name: 'n2', message: 'Taken.' }])
    assert.deepEqual(sentencesOf(run, preview, true).slice(0, 1), [refusal.message])
  })
})
