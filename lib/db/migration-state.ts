import pg from 'pg'
import { OperatorError } from '#lib/core/operator-error.ts'
import { databaseProblem } from './database-problem.ts'
import { type Migration, readMigrations } from './read-migrations.ts'

export type AppliedMigration = { name: string; checksum: string; isFinished: boolean }

const oldestServer = 15

/** Which migrations of this build a database has, and which it lacks. Changes nothing. Throws as `migrate` does. */
export async function migrationState(
  databaseUrl: string,
  migrations: Migration[] = readMigrations(),
): Promise<{ applied: string[]; pending: string[] }> {
  return withConnection(databaseUrl, async (connection) => {
    refuseOldServer(await serverVersion(connection))
    const applied = await appliedMigrations(connection)
    const pending = pendingMigrations(migrations, applied)
    return { applied: applied.map(({ name }) => name), pending: pending.map(({ name }) => name) }
  })
}

/** Runs `work` on a connection of its own, and ends it. What goes wrong becomes a sentence for an operator. */
export async function withConnection<T>(databaseUrl: string, work: (connection: pg.Client) => Promise<T>): Promise<T> {
  let connection: pg.Client | undefined
  try {
    connection = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
    // Without a listener, a connection that breaks between two queries would end the process.
    connection.on('error', () => {})
    await connection.connect()
    return await work(connection)
  } catch (error) {
    throw databaseProblem(error)
  } finally {
    await connection?.end().catch(() => {})
  }
}

export async function serverVersion(connection: pg.Client): Promise<number> {
  const { rows } = await connection.query<{ server_version_num: string }>('SHOW server_version_num')
  return Number(rows[0]?.server_version_num)
}

/** Throws an OperatorError for a server whose `server_version_num` is older than PostgreSQL 15. */
export function refuseOldServer(versionNumber: number): void {
  const major = Math.floor(versionNumber / 10_000)
  if (major >= oldestServer) return
  throw new OperatorError(
    `The database runs PostgreSQL ${major}; Postern needs ${oldestServer} or later. Upgrade the server.`,
  )
}

/** What `_prisma_migrations` holds, without what was rolled back. Throws an OperatorError for a foreign database. */
export async function appliedMigrations(connection: pg.Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await connection.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')`,
  )
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length === 0) return []
    throw new OperatorError(
      'The database in DATABASE_URL has tables and no record of Postern’s migrations. Give Postern an empty database of its own.',
    )
  }
  const { rows } = await connection.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  )
  return rows
}

/**
 * The migrations that are still to be applied. Throws an OperatorError where the database is newer than this build, a
 * migration was edited after it was applied or did not finish, or one stands before an applied one.
 */
export function pendingMigrations(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum, isFinished } of applied) {
    const migration = known.get(name)
    if (migration === undefined) {
      throw new OperatorError(
        `The database was migrated by another version of Postern: this one does not know ${name}. Start the version that made it, or a later one.`,
      )
    }
    if (!isFinished) {
      throw new OperatorError(
        `The migration ${name} began and did not finish. Restore the database from its backup, or repair it and mark the migration with \`prisma migrate resolve\`.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new OperatorError(
        `The migration ${name} was edited after it was applied. Put the file back as it was, and write a new migration for the change.`,
      )
    }
  }
  const names = new Set(applied.map(({ name }) => name))
  const pending = migrations.filter(({ name }) => !names.has(name))
  const newest = [...names].sort().at(-1) ?? ''
  const late = pending.find(({ name }) => name < newest)
  if (late !== undefined) {
    throw new OperatorError(
      `The migration ${late.name} is older than ${newest}, which is applied already. Give it a later time in its name.`,
    )
  }
  return pending
}
