import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from './start-postgres.mjs'

/**
 * A PostgreSQL for tests in a new temporary folder, both gone when the supervisor stops: `{ url, home }`. It does not
 * wait for the disk, since nothing of it outlives a crash.
 */
export async function startThrowAwayDatabase(supervisor) {
  const home = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
  // mkdtemp makes it for this user alone; where that is root, PostgreSQL runs as another.
  chmodSync(home, 0o711)
  supervisor.onStop(() => rmSync(home, { recursive: true, force: true }))
  const { url } = await startPostgres(home, {
    onSpawn: supervisor.onStop,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  return { url, home }
}
