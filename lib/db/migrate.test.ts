import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { OperatorError } from '#lib/core/operator-error.ts'
import { execute, withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { migrate } from './migrate.ts'
import { migrationState, refuseOldServer } from './migration-state.ts'
import { type Migration, readMigrations } from './read-migrations.ts'

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
})
const one = migration('20260101000000_one', 'CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL);')
const two = migration(
  '20260102000000_two',
  `ALTER TABLE person ADD COLUMN shout text;
   CREATE FUNCTION loud() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.shout := upper(NEW.name); RETURN NEW; END $$;
   CREATE TRIGGER loud BEFORE INSERT OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION loud();
   UPDATE person SET name = name;`,
)

const refusal = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof OperatorError)
  assert.match(error.message, pattern)
  return true
}

describe('migrate', () => {
  test('makes this build’s schema in an empty database, once', () =>
    withEmptyDatabase(async (url) => {
      const names = readMigrations().map(({ name }) => name)
      assert.deepEqual(await migrate(url), names)
      assert.deepEqual(await migrate(url), [])
      assert.deepEqual(await migrationState(url), { applied: names, pending: [] })
    }))

  test('carries data forward', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one])
      await execute(url, `INSERT INTO person SELECT n, 'name ' || n FROM generate_series(1, 1000) n`)
      assert.deepEqual(await migrationState(url, [one, two]), { applied: [one.name], pending: [two.name] })
      assert.deepEqual(await migrate(url, [one, two]), [two.name])
      assert.deepEqual(await execute(url, 'SELECT count(*)::int, max(shout) FROM person WHERE shout = upper(name)'), [
        { count: 1000, max: 'NAME 999' },
      ])
    }))

  test('keeps Prisma’s own record, which its CLI reads', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one])
      const rows = await execute(
        url,
        `SELECT checksum, migration_name, applied_steps_count, rolled_back_at, logs, finished_at >= started_at AS finished
         FROM "_prisma_migrations"`,
      )
      assert.deepEqual(rows, [
        {
          checksum: one.checksum,
          migration_name: one.name,
          applied_steps_count: 1,
          rolled_back_at: null,
          logs: null,
          finished: true,
        },
      ])
    }))

  test('is applied once by processes that start together', () =>
    withEmptyDatabase(async (url) => {
      const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, [one, two])))
      assert.deepEqual(applied.flat().sort(), [one.name, two.name])
    }))

  test('leaves nothing of a migration that fails, and quotes no row', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one])
      await execute(url, `INSERT INTO person VALUES (1, 'canary'), (2, 'canary')`)
      const bad = migration('20260103000000_bad', 'CREATE TABLE other (); CREATE UNIQUE INDEX once ON person (name);')
      await assert.rejects(migrate(url, [one, bad]), (error: unknown) => {
        assert.ok(error instanceof OperatorError)
        assert.match(error.message, /^The migration 20260103000000_bad failed and changed nothing \(SQLSTATE 23505, /)
        assert.equal(error.message.includes('canary'), false)
        return true
      })
      assert.deepEqual(await execute(url, `SELECT to_regclass('other') AS other`), [{ other: null }])
      assert.deepEqual(await migrate(url, [one, two]), [two.name])
    }))

  test('refuses a migration that was edited after it was applied', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one])
      const edited = migration(one.name, `${one.sql} `)
      await assert.rejects(migrate(url, [edited, two]), refusal(/20260101000000_one was edited after it was applied/))
      await assert.rejects(migrationState(url, [edited]), refusal(/was edited/))
    }))

  test('refuses a database that a newer Postern migrated', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one, two])
      await assert.rejects(migrate(url, [one]), refusal(/another version of Postern.*20260102000000_two/))
    }))

  test('refuses a migration that stands before an applied one', () =>
    withEmptyDatabase(async (url) => {
      const applied = migration(two.name, one.sql)
      await migrate(url, [applied])
      await assert.rejects(migrate(url, [one, applied]), refusal(/20260101000000_one is older than 20260102000000_two/))
    }))

  test('refuses to go on after a migration that another tool left unfinished, and ignores one it rolled back', () =>
    withEmptyDatabase(async (url) => {
      await migrate(url, [one])
      await execute(
        url,
        `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('x', '${two.checksum}', '${two.name}')`,
      )
      await assert.rejects(migrate(url, [one, two]), refusal(/20260102000000_two began and did not finish/))
      await execute(url, `UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE id = 'x'`)
      assert.deepEqual(await migrate(url, [one, two]), [two.name])
    }))

  test('refuses a database that belongs to something else, and leaves it as it was', () =>
    withEmptyDatabase(async (url) => {
      await execute(url, 'CREATE TABLE theirs (id int)')
      await assert.rejects(migrate(url, [one]), refusal(/has tables and no record of Postern’s migrations/))
      assert.deepEqual(await execute(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`), [
        { tablename: 'theirs' },
      ])
    }))
})

describe('a database that cannot be used', () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(process.env.DATABASE_URL ?? '')
    change(url)
    return url.href
  }

  test('that does not exist', async () => {
    const url = at((url) => {
      url.pathname = '/there_is_none'
    })
    await assert.rejects(migrate(url), refusal(/^The database that DATABASE_URL names does not exist\./))
  })

  test('with a wrong password, which is not quoted', async () => {
    const url = at((url) => {
      url.password = 'canary'
    })
    await assert.rejects(migrate(url), (error: unknown) => {
      assert.ok(error instanceof OperatorError)
      assert.match(error.message, /^PostgreSQL refused the user or the password in DATABASE_URL\.$/)
      return true
    })
  })

  test('where nothing listens', async () => {
    await assert.rejects(migrate('postgresql://u:p@127.0.0.1:1/x'), refusal(/^Nothing listens at the address/))
    await assert.rejects(
      migrate('postgresql://u:p@localhost/x?host=/no/folder'),
      refusal(/^The socket .* does not exist/),
    )
  })

  test('whose server is too old', () => {
    assert.throws(() => refuseOldServer(140_012), refusal(/runs PostgreSQL 14; Postern needs 15 or later/))
    refuseOldServer(150_000)
    refuseOldServer(180_004)
  })

  test('without this build’s migrations beside it', () => {
    assert.throws(() => readMigrations('/no/folder'), refusal(/prisma\/migrations is missing or empty/))
  })
})
