// node scripts/run.mjs SCRIPT [args]: one of our TypeScript commands, with packages installed and a database to work on:
// DATABASE_URL, else the embedded one, which is started for the time of the command if it is not up.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { appEnvironment } from './launcher/child-environment.mjs'
import { findNode } from './launcher/find-node.mjs'
import { lockHome } from './launcher/lock-home.mjs'
import { prepareTools } from './launcher/prepare-tools.mjs'
import { inProject, root } from './launcher/project.mjs'
import { Refusal, runCommand } from './launcher/refusal.mjs'
import { homeOf } from './launcher/run-postern.mjs'
import { runningPostgres, startPostgres } from './launcher/start-postgres.mjs'
import { createSupervisor } from './launcher/supervisor.mjs'

const [script, ...args] = process.argv.slice(2)

await runCommand(async () => {
  const supervisor = createSupervisor()
  try {
    await prepareTools()
    const home = homeOf(process.env, false)
    const databaseUrl = process.env.DATABASE_URL || (await embeddedDatabase(supervisor, home))
    const env = { ...appEnvironment(process.env), POSTERN_HOME: home, DATABASE_URL: databaseUrl }
    const child = spawn(findNode(), [inProject(script), ...args], { cwd: root, env, stdio: 'inherit' })
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

async function embeddedDatabase(supervisor, home) {
  const running = runningPostgres(home)
  if (running !== null) return running
  if (!existsSync(path.join(home, 'postgres', 'data'))) {
    throw new Refusal(
      `There is no Postern in ${home} yet. Bring one up with \`npm run up\`, or name another by POSTERN_HOME or DATABASE_URL.`,
    )
  }
  supervisor.onStop(await lockHome(home))
  process.stderr.write('Postern is not up; its database is started for this command.\n')
  return (await startPostgres(home, { onSpawn: supervisor.onStop })).url
}
