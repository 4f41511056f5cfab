import pg from 'pg'

/** Puts an organization into another time zone, as the passing of a day would: today there is another day. */
export async function setTimeZone(databaseUrl: string, slug: string, timeZone: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('UPDATE "Organization" SET "timeZone" = $2 WHERE slug = $1', [slug, timeZone])
  } finally {
    await client.end()
  }
}

/** It is never the same day in these two. */
export const farWest = 'Pacific/Pago_Pago'
export const farEast = 'Pacific/Kiritimati'

/** Today in a time zone, `YYYY-MM-DD`. */
export const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date())
