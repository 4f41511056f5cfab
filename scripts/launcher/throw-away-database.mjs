import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { toolEnvironment } from './child-environment.mjs'
import { findNode } from './find-node.mjs'
import { Refusal } from './refusal.mjs'
import { runScript } from './run-script.mjs'
import { startPostgres } from './start-postgres.mjs'

const withoutWaitingForTheDisk = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * A migrated PostgreSQL in a new temporary folder, both gone when the supervisor stops. Returns the environment for
 * whoever works on it: its DATABASE_URL, the folder as POSTERN_HOME, and nothing that was set for another Postern. Only a
 * durable one waits for the disk, as a real one does.
 */
export async function startThrowAwayDatabase(supervisor, { isDurable = false, env = process.env } = {}) {
  const home = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
  // mkdtemp makes it for this user alone; where that is root, PostgreSQL runs as another.
  chmodSync(home, 0o711)
  supervisor.onStop(() => rmSync(home, { recursive: true, force: true }))
  const { url } = await startPostgres(home, {
    onSpawn: supervisor.onStop,
    settings: { max_connections: '200', ...(isDurable ? {} : withoutWaitingForTheDisk) },
  })
  const own = Object.entries(toolEnvironment(env)).filter(([name]) => !/^(POSTERN_|(PORT|HOST)$)/.test(name))
  const environment = {
    ...Object.fromEntries(own),
    PATH: [path.dirname(findNode()), env.PATH].join(path.delimiter),
    POSTERN_HOME: home,
    DATABASE_URL: url,
  }
  if ((await runScript('scripts/migrate.ts', { env: environment })) === null) {
    throw new Refusal(`The database for tests could not be made; the reason stands above.`)
  }
  return environment
}
