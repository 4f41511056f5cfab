import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import { type AppliedMigration, pendingMigrations } from '#lib/db/migration-state.ts'
import { type Migration, readMigrations } from '#lib/db/read-migrations.ts'
import { keyState } from '#lib/keys/key-state.ts'

const answerWithinMs = 3000
/** Anybody may ask, as often as they like: within this time all get the same answer. */
const keepMs = 1000

let last: { at: number; problems: Promise<string[]> } | undefined

/** What keeps this process from working, as sentences; empty if nothing does. They name no host, user, version or key. Never throws. */
export function readinessProblems(): Promise<string[]> {
  const now = performance.now()
  if (!last || now - last.at > keepMs) last = { at: now, problems: check() }
  return last.problems
}

async function check(): Promise<string[]> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('The database did not answer in time.')), answerWithinMs)
  try {
    const problem = await Promise.race([firstProblem(), late.promise])
    return problem ? [problem] : []
  } catch (error) {
    log.failure(error)
    return ['The database does not answer.']
  } finally {
    clearTimeout(timer)
  }
}

/** One after the other: what one asks for is not there where the one before it failed. */
const firstProblem = async () => (await migrationProblem()) ?? (await rootKeyProblem())

let ofThisBuild: Migration[] | undefined

async function migrationProblem(): Promise<string | null> {
  const [table] = await db().$queryRaw<{ isThere: boolean }[]>`
    SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "isThere"`
  const applied = table?.isThere
    ? await db().$queryRaw<AppliedMigration[]>`
        SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
        FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`
    : []
  const sentence = 'The database is not at this version of Postern. Start Postern with `npm run up`, which migrates it.'
  try {
    ofThisBuild ??= readMigrations()
    return pendingMigrations(ofThisBuild, applied).length === 0 ? null : sentence
  } catch {
    return sentence
  }
}

async function rootKeyProblem(): Promise<string | null> {
  const row = await db().installation.findUnique({ where: { id: 1 }, select: { rootKeyFingerprint: true } })
  try {
    if (row?.rootKeyFingerprint === keyState().root.fingerprint) return null
  } catch {
    // No key was opened in this process: the same sentence.
  }
  return 'The root key that this process holds does not belong to this database. Restart Postern; it says what to do.'
}
