import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importsOf, needsDatabase, unitTests } from './test-files.mjs'

const root = process.cwd()

describe('unitTests', () => {
  test('finds this file, and no test of a whole command', () => {
    const files = unitTests(root)
    assert.ok(files.includes('scripts/test/test-files.test.ts'))
    assert.ok(files.includes('lib/db/migrate.test.ts'))
    assert.deepEqual(
      files.filter((file) => file.includes('.e2e.') || file.endsWith('.spec.ts')),
      [],
    )
  })
})

describe('needsDatabase', () => {
  for (const file of ['lib/db/migrate.test.ts', 'lib/secrets/secrets.test.ts', 'scripts/schema-engine.test.ts']) {
    test(`is true of ${file}`, () => assert.equal(needsDatabase(root, file), true))
  }
  for (const file of ['lib/core/env.test.ts', 'lib/crypto/seal.test.ts', 'scripts/test/test-files.test.ts']) {
    test(`is false of ${file}`, () => assert.equal(needsDatabase(root, file), false))
  }

  test('follows what is imported as a value, not as a type', () => {
    const imports = importsOf(root, 'lib/db/transaction.ts')
    assert.ok(imports.includes('lib/db/client.ts'))
    assert.equal(imports.includes('lib/db/generated/client.ts'), false)
  })
})
