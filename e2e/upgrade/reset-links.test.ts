import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate } from '#lib/db/migrate.ts'
import { readMigrations } from '#lib/db/read-migrations.ts'
import { execute, withEmptyDatabase } from '#lib/testing/with-empty-database.ts'

const migrations = readMigrations()
const people = migrations.findIndex(({ name }) => name.endsWith('_people_and_access')) + 1

test('a reset link that waits while its table loses a column stays as it was', () =>
  withEmptyDatabase(async (url) => {
    await migrate(url, migrations.slice(0, people))
    await execute(
      url,
      `INSERT INTO "Person" ("id", "email", "name") VALUES ('0198c3f2-7f1e-7a4b-9d2c-3e5f6a7b8c9d', 'ada@acme.example', 'Ada')`,
    )
    await execute(
      url,
      `INSERT INTO "PasswordReset" ("tokenHash", "personId", "dropsSecondFactor", "expiresAt")
       VALUES ('\\x01'::bytea, '0198c3f2-7f1e-7a4b-9d2c-3e5f6a7b8c9d', true, '2099-01-01')`,
    )
    const before = await execute(
      url,
      `SELECT "tokenHash", "personId", "createdAt", "expiresAt", "usedAt" FROM "PasswordReset"`,
    )
    await migrate(url)
    assert.deepEqual(await execute(url, `SELECT * FROM "PasswordReset"`), before)
  }))
