import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { migrate } from '#lib/db/migrate.ts'
import { readMigrations } from '#lib/db/read-migrations.ts'
import { execute, withEmptyDatabase } from '#lib/testing/with-empty-database.ts'

// The root key of the database that part-4.sql holds: of this test alone.
const rootKey = 'postern-root-key-1:9owyTZBZk2KWuO4ZZXYANpeKnhvvRXhxLD03NSu7yFU:50f91a5a'

const migrations = readMigrations()
const partFour = migrations.findIndex(({ name }) => name.endsWith('_what_uses_secrets')) + 1

test('a database of part 4, with somebody signed in, is upgraded: they stay so, and what they had works', () =>
  withEmptyDatabase(async (url) => {
    await migrate(url, migrations.slice(0, partFour))
    await execute(url, readFileSync(path.join(import.meta.dirname, 'part-4.sql'), 'utf8'))
    // A session that was opened an hour ago and used a minute ago, whenever this runs.
    await execute(
      url,
      `UPDATE "Session" SET "createdAt" = now() - interval '1 hour', "lastSeenAt" = now() - interval '1 minute',
        "expiresAt" = now() + interval '11 hours'`,
    )
    assert.deepEqual(
      await migrate(url),
      migrations.slice(partFour).map(({ name }) => name),
    )
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'read-part-4.ts')], {
      env: { ...process.env, DATABASE_URL: url, POSTERN_ROOT_KEY: 'env:UPGRADE_KEY', UPGRADE_KEY: rootKey },
    })
    assert.deepEqual(JSON.parse(stdout), {
      name: 'Lena Fischer',
      factors: ['password'],
      reveals: 'fresh_sign_in_required',
      values: ['part four password', 'the value of part four', Buffer.alloc(32, 7).toString('base64')],
      exchange: true,
      templates: ['Storm warning'],
      endpoints: ['api.pay.example.com'],
      policies: {
        retentionDays: 60,
        secondFactorRequired: false,
        ssoRequired: false,
        sessionHours: 12,
        sessionIdleMinutes: 120,
      },
      isWhole: true,
      signsIn: true,
    })
  }))
