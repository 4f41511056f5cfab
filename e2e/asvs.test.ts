import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { asvsNumbers, asvsRows } from './asvs-rows.ts'

const rows = asvsRows()
const project = path.join(import.meta.dirname, '..')
const secondLevel = ['6', '7', '8', '11', '13', '14', '16']

test('every requirement that Postern answers for has one row, and no other', () => {
  const numbers = asvsNumbers()
  assert.deepEqual(rows.map(({ number }) => number).sort(), numbers.toSorted())
  assert.equal(new Set(numbers).size, 153)
  for (const chapter of secondLevel)
    assert.ok(numbers.filter((number) => number.startsWith(`${chapter}.`)).length >= 7, `chapter ${chapter}`)
})

describe('the test that shows a requirement met is there, and is not left out:', () => {
  const named = new Map(rows.flatMap(({ tests }) => tests).map((each) => [`${each.file} › ${each.title}`, each]))
  for (const [name, { file, title }] of named)
    test(name, () => {
      const source = path.join(project, file)
      assert.ok(existsSync(source), 'There is no such file.')
      const text = readFileSync(source, 'utf8')
      const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      assert.match(text, new RegExp(`^\\s*test\\(\\s*['"\`]${quoted}['"\`]`, 'm'), 'There is no test of this title.')
      assert.doesNotMatch(
        text,
        /\btest(\.describe)?\.(skip|fixme|only|fail|todo)\b/,
        'Tests of this file are left out.',
      )
    })
})

test('a line of the table that is no row is found', () => {
  const met = '| 6.2.1 | Length | met: `lib/a.test.ts` › one<br>`e2e/b.spec.ts` › two |'
  assert.deepEqual(
    asvsRows(met)[0]?.tests.map(({ title }) => title),
    ['one', 'two'],
  )
  assert.equal(asvsRows('| 6.2.1 | Length | open: not yet |')[0]?.state, 'open')
  for (const broken of [
    '| 6.2.1 | Length | met: nowhere |',
    '| 6.2.1 | Length | met: |',
    '| 6.2 | Length | open: x |',
    '| 6.2.1 | x |',
  ])
    assert.throws(() => asvsRows(broken), /no row/)
})
