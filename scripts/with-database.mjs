// node scripts/with-database.mjs [--durable] COMMAND [args]: runs a command on a new, migrated database (DATABASE_URL,
// POSTERN_HOME) that is thrown away afterwards. `node` in it is the project's own.
import { spawn } from 'node:child_process'
import { prepareTools } from './launcher/prepare-tools.mjs'
import { root } from './launcher/project.mjs'
import { runCommand } from './launcher/refusal.mjs'
import { createSupervisor } from './launcher/supervisor.mjs'
import { startThrowAwayDatabase } from './launcher/throw-away-database.mjs'

const isDurable = process.argv[2] === '--durable'
const [command, ...args] = process.argv.slice(isDurable ? 3 : 2)

await runCommand(async () => {
  const supervisor = createSupervisor()
  try {
    await prepareTools()
    const env = await startThrowAwayDatabase(supervisor, { isDurable })
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' })
    supervisor.onStop(() => child.kill('SIGTERM'))
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    await supervisor.stop()
  }
})
process.exit()
