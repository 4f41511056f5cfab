import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Runs `work` with the URL of a new, empty database on the server of DATABASE_URL, and drops it afterwards. */
export async function withEmptyDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const server = process.env.DATABASE_URL
  if (!server) throw new Error('DATABASE_URL is not set: run the tests with `npm test`.')
  const name = `test_${randomBytes(8).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await execute(server, `CREATE DATABASE "${name}"`)
  try {
    return await work(url.href)
  } finally {
    await execute(server, `DROP DATABASE "${name}" WITH (FORCE)`)
  }
}

/** One statement on a connection of its own. */
export async function execute<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const connection = new pg.Client({ connectionString: databaseUrl })
  await connection.connect()
  try {
    return (await connection.query<Row>(sql, values)).rows
  } finally {
    await connection.end()
  }
}
