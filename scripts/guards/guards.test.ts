import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { projectFolder } from './copy-project.ts'
import { guards } from './guards.ts'
import { problemOf } from './remove-guards.ts'

// That each one's absence is noticed, `npm run soak -- guards` shows: it takes minutes.

test('there are more than twenty, each with a name of its own', () => {
  assert.ok(guards.length >= 20)
  assert.equal(new Set(guards.map(({ name }) => name)).size, guards.length)
})

describe('stands in its file once, and has its tests:', () => {
  for (const guard of guards)
    test(guard.name, () => {
      assert.equal(problemOf(guard, readFileSync(path.join(projectFolder, guard.file), 'utf8')), null)
      assert.notEqual(guard.text, guard.without)
      for (const file of guard.tests) assert.ok(existsSync(path.join(projectFolder, file)), file)
    })
})

test('one whose text is gone, or stands there twice, is told', () => {
  const guard = { name: 'a', file: 'a.ts', text: 'keep()', without: '', tests: [] }
  assert.equal(problemOf(guard, 'if (x) keep()'), null)
  assert.match(problemOf(guard, 'nothing') ?? '', /0 times/)
  assert.match(problemOf(guard, 'keep() keep()') ?? '', /2 times/)
})
