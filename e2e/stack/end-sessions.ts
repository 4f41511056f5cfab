import pg from 'pg'

/** Ends every session of a person, as the time does. */
export async function endSessions(databaseUrl: string, email: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    `UPDATE "Session" SET "expiresAt" = now() - interval '1 second' WHERE "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [email],
  )
  await client.end()
}
