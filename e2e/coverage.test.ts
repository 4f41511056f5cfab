import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { coverageRows } from './coverage-rows.ts'

const rows = coverageRows()
const project = path.join(import.meta.dirname, '..')

test('the table has rows for each of the five documents, each with a number of its own', () => {
  assert.deepEqual([...new Set(rows.map(({ id }) => id.charAt(0)))].sort(), ['A', 'B', 'C', 'D', 'E'])
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length)
})

describe('the journey of each row is there, and is not left out:', () => {
  for (const { id, file, title } of rows)
    test(`${id} ${file} › ${title}`, () => {
      const source = path.join(project, file)
      assert.ok(existsSync(source), 'There is no such file.')
      const text = readFileSync(source, 'utf8')
      const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      assert.match(text, new RegExp(`^\\s*test\\(\\s*['"\`]${quoted}['"\`]`, 'm'), 'There is no test of this title.')
      assert.doesNotMatch(text, /\btest(\.describe)?\.(skip|fixme|only|fail)\b/, 'Tests of this file are left out.')
    })
})

test('a line of the table that is no row is found', () => {
  const row = '| A1 | Something | `e2e/journeys/a.spec.ts` › a title |'
  assert.equal(coverageRows(row)[0]?.title, 'a title')
  for (const broken of ['| A1 | Something | |', '| F1 | Something | `e2e/journeys/a.spec.ts` › a |', '| A1 | x | y |'])
    assert.throws(() => coverageRows(broken), /no row/)
})
