import { runSql } from './run-sql.ts'

/** Makes the last proof of who somebody is older than what takes a fresh one allows, in all of their sessions. */
export async function ageSessions(databaseUrl: string, email: string): Promise<void> {
  await runSql(
    databaseUrl,
    `UPDATE "Session" SET "freshAt" = now() - interval '16 minutes'
      WHERE "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [email],
  )
}
