// For the tests of the launcher: `node hold-postgres.mjs HOME` holds a home and its PostgreSQL until it is stopped, and
// prints the database's address when it is up.
import { lockHome } from './lock-home.mjs'
import { runCommand } from './refusal.mjs'
import { startPostgres } from './start-postgres.mjs'
import { createSupervisor } from './supervisor.mjs'

await runCommand(async () => {
  const supervisor = createSupervisor()
  const [home] = process.argv.slice(2)
  supervisor.onStop(await lockHome(home))
  const { url, exited } = await startPostgres(home, { onSpawn: supervisor.onStop })
  process.stdout.write(`${JSON.stringify({ url })}\n`)
  await exited
})
