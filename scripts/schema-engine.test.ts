import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { execute } from '#lib/testing/with-empty-database.ts'
import { missingMigration } from './schema-engine.mjs'

const databaseUrl = process.env.DATABASE_URL ?? ''
const migrationsFolder = path.resolve('prisma/migrations')
const schemaFile = path.resolve('prisma/schema.prisma')

describe('schema.prisma', () => {
  test('matches the migrations', async () => {
    assert.equal(await missingMigration({ databaseUrl, schemaFile, migrationsFolder }), '')
  })

  const drifts: Record<string, { change: (schema: string) => string; sql: RegExp }> = {
    'a new column': {
      change: (schema) => schema.replace('model Person {', 'model Person {\n  planted String?'),
      sql: /ALTER TABLE "Person" ADD COLUMN +"planted" TEXT/,
    },
    'a lost trigram index': {
      change: (schema) => schema.replace(/^.*gin_trgm_ops.*$/m, ''),
      sql: /DROP INDEX "Secret_searchText_idx"/,
    },
  }
  for (const [name, { change, sql }] of Object.entries(drifts)) {
    test(`is caught when it differs from them by ${name}`, async (t) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'schema-'))
      t.after(() => rmSync(folder, { recursive: true }))
      const changed = path.join(folder, 'schema.prisma')
      writeFileSync(changed, change(readFileSync(schemaFile, 'utf8')))
      assert.match(await missingMigration({ databaseUrl, schemaFile: changed, migrationsFolder }), sql)
    })
  }

  test('is compared in a database that is gone afterwards', async () => {
    const rows = await execute(databaseUrl, `SELECT datname FROM pg_database WHERE datname LIKE 'shadow%'`)
    assert.deepEqual(rows, [])
  })
})
