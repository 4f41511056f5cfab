// node scripts/with-database.mjs COMMAND [args]: runs a command with DATABASE_URL of a new database that is thrown away.
import { spawn } from 'node:child_process'
import { prepareTools } from './launcher/prepare-tools.mjs'
import { root } from './launcher/project.mjs'
import { runCommand } from './launcher/refusal.mjs'
import { createSupervisor } from './launcher/supervisor.mjs'
import { startThrowAwayDatabase } from './launcher/throw-away-database.mjs'

const [command, ...args] = process.argv.slice(2)

await runCommand(async () => {
  const supervisor = createSupervisor()
  try {
    await prepareTools()
    const { url } = await startThrowAwayDatabase(supervisor)
    const child = spawn(command, args, { cwd: root, env: { ...process.env, DATABASE_URL: url }, stdio: 'inherit' })
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
