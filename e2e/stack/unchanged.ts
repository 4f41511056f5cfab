import { expect } from '@playwright/test'
import pg from 'pg'

/**
 * What may differ although nothing was changed: when a session, a token or a passkey was last seen, how often somebody tried, what
 * a sign-in under way waits for, and that a refusal or an export was noted; and that a run goes on which somebody has
 * started before. Everything else of every table counts.
 */
const rowsThatCount: Record<string, string | null> = {
  Session: `SELECT id, "endedAt" FROM "Session"`,
  ApiToken: `SELECT "organizationId", id, "domainId", hash, scopes, "expiresAt", "revokedAt" FROM "ApiToken"`,
  // Without how often it sealed: a run that goes on seals its exchanges.
  OrganizationKey: `SELECT "organizationId", purpose, version, wrapped, "isActive" FROM "OrganizationKey"`,
  Passkey: `SELECT id, "personId", "credentialId", "publicKey", name FROM "Passkey"`,
  Throttle: null,
  Challenge: null,
  WorkflowRun: `SELECT "organizationId", id, "workflowId", trigger, "actorName", "cancelledAt" FROM "WorkflowRun"`,
  WorkflowRunStep: `SELECT "organizationId", "runId", position, "stepId", name, method FROM "WorkflowRunStep"`,
  ChangeLogHead: null,
  ChangeLogEntry: `SELECT * FROM "ChangeLogEntry" WHERE outcome <> 'refused' AND action NOT LIKE '%.exported'`,
}

/** A digest of every table that the catalogue lists. */
export async function digestOfTables(databaseUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    )
    const digestOf = (name: string, query: string) =>
      `SELECT '${name}' AS name, count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest FROM (${query}) t`
    // One statement: of one moment, and of one way to the database and back, thousands of times in a run.
    const queries = rows.flatMap(({ name }) => {
      const query = name in rowsThatCount ? rowsThatCount[name] : `SELECT * FROM "${name}"`
      return query ? [digestOf(name, query)] : []
    })
    const digests = await client.query<{ name: string; digest: string }>(queries.join(' UNION ALL '))
    return Object.fromEntries(digests.rows.map(({ name, digest }) => [name, digest]))
  } finally {
    await client.end()
  }
}

/** Runs `work` and makes sure that no row of any table is different afterwards. */
export async function expectUnchanged<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const before = await digestOfTables(databaseUrl)
  expect(Object.keys(before).length).toBeGreaterThan(12)
  const result = await work()
  expect(await digestOfTables(databaseUrl)).toEqual(before)
  return result
}
