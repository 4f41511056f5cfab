import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { OperatorError } from '#lib/core/operator-error.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { holdDemoApart } from './hold-demo-apart.ts'

test('POSTERN_DEMO_HOSTS stops the start on every database but a demo', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
  const before = process.env.DATABASE_URL
  await withEmptyDatabase(async (databaseUrl) => {
    process.env.DATABASE_URL = databaseUrl
    try {
      await migrate(databaseUrl)
      const hosts = [{ host: 'api.crm.example.com', port: 443, address: '127.0.0.1', addressPort: 9443 }]
      const isRefused = (error: unknown) =>
        error instanceof OperatorError && error.message.startsWith('POSTERN_DEMO_HOSTS works only on')

      await assert.rejects(holdDemoApart(hosts), isRefused)
      await prepareInstallation({ kind: 'file', path: path.join(folder, 'root.key') })
      await assert.rejects(holdDemoApart(hosts), isRefused)
      await holdDemoApart([])

      await db().installation.update({ where: { id: 1 }, data: { isDemo: true } })
      await holdDemoApart(hosts)
    } finally {
      await disconnect()
      process.env.DATABASE_URL = before
    }
  })
  rmSync(folder, { recursive: true })
})
