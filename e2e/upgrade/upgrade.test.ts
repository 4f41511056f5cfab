import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { migrate } from '#lib/db/migrate.ts'
import { readMigrations } from '#lib/db/read-migrations.ts'
import { execute, withEmptyDatabase } from '#lib/testing/with-empty-database.ts'

// The root key of the database that part-1.sql holds: of this test alone.
const rootKey = 'postern-root-key-1:om5xGi2EO-VrNGnxAyeSp_6FfvSIYpQXm059x0mPCH8:7bf42e80'

const [first, ...later] = readMigrations()

test('a database of part 1, with data in it, is upgraded: everything lists, opens, is found, changes and verifies', () =>
  withEmptyDatabase(async (url) => {
    assert.ok(first && later.length > 0)
    await migrate(url, [first])
    await execute(url, readFileSync(path.join(import.meta.dirname, 'part-1.sql'), 'utf8'))
    assert.deepEqual(
      await migrate(url),
      later.map(({ name }) => name),
    )
    // Its archived secret is older with every day.
    await execute(url, 'UPDATE "Organization" SET "retentionDays" = 3650')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(import.meta.dirname, 'read-upgraded.ts')],
      { env: { ...process.env, DATABASE_URL: url, POSTERN_ROOT_KEY: 'env:UPGRADE_KEY', UPGRADE_KEY: rootKey } },
    )
    assert.deepEqual(JSON.parse(stdout), {
      all: ['crm-login', 'legacy', 'warehouse', 'weather_fx'],
      byDescription: ['weather_fx'],
      byType: ['crm-login'],
      values: {
        'crm-login': ['batch@acme.example / part one password'],
        legacy: ['an archived value'],
        warehouse: ['{"host": "db", "port": 5432.10}'],
        weather_fx: ['the first value of part one', 'the second value of part one'],
      },
      places: [{ part: 'Forecast', fields: ['header:X-Api-Key'] }],
      lastHost: 'api.weather.example.com',
      states: ['2 current', '1 kept'],
      current: 3,
      isWhole: [true, true],
      aims: ['organization', 'organization'],
      options: [{ followRedirects: false, retries: 0 }],
      connection: [
        { auth: { kind: 'none', name: '', value: '' }, headers: [] },
        false,
        [{ name: 'weather_fx', status: 'active' }],
      ],
      onlyAllowlisted: false,
      partNames: [],
    })
  }))
