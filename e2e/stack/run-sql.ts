import pg from 'pg'

/** Changes rows behind Postern's back, as the passing of time would. */
export async function runSql(databaseUrl: string, sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(sql, values)
  } finally {
    await client.end()
  }
}
