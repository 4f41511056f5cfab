import pg from 'pg'

/** Edits an entry of an organization's log behind Postern's back, as whoever owns the database can; answers its number. */
export async function editLog(databaseUrl: string, slug: string, action: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('ALTER TABLE "ChangeLogEntry" DISABLE TRIGGER "ChangeLogEntry_append_only"')
    const { rows } = await client.query<{ sequence: string }>(
      `UPDATE "ChangeLogEntry" SET "actorName" = 'Nobody at all'
        WHERE ("organizationId", "sequence") = (
          SELECT e."organizationId", e."sequence" FROM "ChangeLogEntry" e
            JOIN "Organization" o ON o."id" = e."organizationId"
           WHERE o."slug" = $1 AND e."action" = $2 ORDER BY e."sequence" LIMIT 1)
        RETURNING "sequence"`,
      [slug, action],
    )
    await client.query('ALTER TABLE "ChangeLogEntry" ENABLE TRIGGER "ChangeLogEntry_append_only"')
    await client.query('COMMIT')
    return Number(rows[0]?.sequence)
  } finally {
    await client.end()
  }
}
