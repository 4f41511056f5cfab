import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { OperatorError } from '#lib/core/operator-error.ts'
import {
  appliedMigrations,
  pendingMigrations,
  refuseOldServer,
  serverVersion,
  withConnection,
} from './migration-state.ts'
import { type Migration, readMigrations } from './read-migrations.ts'

// The number that Prisma's own CLI locks: the two never migrate one database at once.
const migrationLock = 72_707_369

// As Prisma's CLI makes it, so that its `migrate status` and `migrate deploy` work on the same database.
const createHistory = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/**
 * Brings a database to this build's schema and returns the names of what it applied: each migration whole or not at
 * all, by one process at a time. Throws an OperatorError, with nothing half done, where the database cannot be reached,
 * is too old, is not Postern's or does not fit this build (see `pendingMigrations`), or where a migration fails.
 */
export async function migrate(databaseUrl: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  return withConnection(databaseUrl, async (connection) => {
    refuseOldServer(await serverVersion(connection))
    const applied: string[] = []
    for (;;) {
      const name = await applyNext(connection, migrations)
      if (name === null) return applied
      applied.push(name)
    }
  })
}

/** Looks and applies under one lock and in one transaction, so that nothing can change between the two. */
async function applyNext(connection: pg.Client, migrations: Migration[]): Promise<string | null> {
  await connection.query('BEGIN')
  try {
    await connection.query(`SET LOCAL lock_timeout = '10min'`)
    await connection.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    const [next] = pendingMigrations(migrations, await appliedMigrations(connection))
    if (next !== undefined) {
      await connection.query(createHistory)
      await apply(connection, next)
    }
    await connection.query('COMMIT')
    return next?.name ?? null
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => {})
    throw error
  }
}

async function apply(connection: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await connection.query(sql)
  } catch (error) {
    throw new OperatorError(`The migration ${name} failed and changed nothing${where(error)}.`)
  }
  await connection.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  )
}

/** Code and names of what was hit. Not the message, nor the detail: they quote rows. */
function where(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return ''
  const parts = [
    `SQLSTATE ${error.code ?? 'unknown'}`,
    error.table && `table ${error.table}`,
    error.constraint && `constraint ${error.constraint}`,
    error.position && `position ${error.position}`,
  ]
  return ` (${parts.filter(Boolean).join(', ')})`
}
