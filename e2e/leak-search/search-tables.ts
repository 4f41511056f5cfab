import pg from 'pg'
import { copyOut } from './copy-out.ts'
import type { LeakSearch } from './leak-search.ts'

/**
 * Searches every table that the database's own catalogue lists, PostgreSQL's included (its statistics keep samples of
 * columns), and the queries that it remembers: as text and in binary, so that bytes are read as bytes too. Answers the tables.
 */
export async function searchTables(search: LeakSearch, databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1`)
    const sources = [...rows.map((row) => row.name), 'pg_catalog.pg_stat_activity']
    for (const name of sources) {
      await searchCopy(search, client, `COPY (SELECT * FROM ${name}) TO STDOUT`, `table ${name}`)
      if (name.startsWith('pg_catalog.')) continue
      await searchCopy(
        search,
        client,
        `COPY (SELECT * FROM ${name}) TO STDOUT (FORMAT binary)`,
        `table ${name} (binary)`,
      )
    }
    return sources
  } finally {
    await client.end()
  }
}

async function searchCopy(search: LeakSearch, client: pg.Client, sql: string, where: string): Promise<void> {
  let rest = Buffer.alloc(0)
  let position = 0
  await copyOut(client, sql, (piece) => {
    const bytes = Buffer.concat([rest, piece])
    search.bytes(bytes, where, position - rest.length, rest.length)
    position += piece.length
    rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - search.overlap)))
  })
}
