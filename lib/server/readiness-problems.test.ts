import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mock, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { readinessProblems } from './readiness-problems.ts'

/** As somebody finds it who asks when the last answer is no longer kept. */
async function problems(): Promise<string[]> {
  const now = performance.now()
  mock.method(performance, 'now', () => now + 60_000 * ++asked)
  try {
    return await readinessProblems()
  } finally {
    mock.restoreAll()
  }
}
let asked = 0

test('readiness says what is wrong, in words that help no attacker', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
  const before = process.env.DATABASE_URL
  await withEmptyDatabase(async (databaseUrl) => {
    process.env.DATABASE_URL = databaseUrl
    try {
      assert.match((await problems()).join(' '), /not at this version of Postern/)

      await migrate(databaseUrl)
      assert.match((await problems()).join(' '), /^The root key .*does not belong to this database/)

      await prepareInstallation({ kind: 'file', path: path.join(folder, 'root.key') })
      assert.deepEqual(await problems(), [])

      await db().installation.update({ where: { id: 1 }, data: { rootKeyFingerprint: '0123456789abcdef' } })
      const [other = ''] = await problems()
      assert.match(other, /^The root key /)
      assert.ok(!other.includes('0123456789abcdef'))

      await db().$executeRaw`UPDATE "_prisma_migrations" SET checksum = 'edited'`
      assert.match((await problems()).join(' '), /not at this version of Postern/)
      await disconnect()

      const nowhere = new URL(databaseUrl)
      nowhere.pathname = '/no_such_database'
      process.env.DATABASE_URL = nowhere.href
      assert.deepEqual(await problems(), ['The database does not answer.'])
    } finally {
      await disconnect()
      process.env.DATABASE_URL = before
    }
  })
  rmSync(folder, { recursive: true })
})
