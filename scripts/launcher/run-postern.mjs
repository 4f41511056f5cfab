import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildApp } from './build-app.mjs'
import { checkPort } from './check-port.mjs'
import { appEnvironment, demoEnvironment } from './child-environment.mjs'
import { fillDemo, startDemoEcho } from './demo.mjs'
import { findNode } from './find-node.mjs'
import { lockHome } from './lock-home.mjs'
import { prepareTools } from './prepare-tools.mjs'
import { inProject } from './project.mjs'
import { Refusal } from './refusal.mjs'
import { reportProgress } from './report-progress.mjs'
import { runScript } from './run-script.mjs'
import { startPostgres } from './start-postgres.mjs'
import { createSupervisor, superviseNode } from './supervisor.mjs'
import { waitUntilReady } from './wait-until-ready.mjs'

/**
 * Brings Postern up and keeps it up until a signal or until a part of it ends: packages, build, database, migrations,
 * keys, app. `mode` is 'production' or 'development' (reload, no build). Resolves with the exit code. Throws a Refusal
 * that says what is wrong, with everything stopped again.
 */
export async function runPostern({ mode, isDemo = false, env = process.env }) {
  if (isDemo && env.DATABASE_URL) {
    throw new Refusal('The demo makes a database of its own. Unset DATABASE_URL, or leave --demo out.')
  }
  const supervisor = createSupervisor()
  try {
    return await start(supervisor, { mode, isDemo, env: isDemo ? demoEnvironment(env) : env })
  } catch (error) {
    if (supervisor.isStopping) return 0
    throw error
  } finally {
    await supervisor.stop()
  }
}

async function start(supervisor, { mode, isDemo, env }) {
  await prepareTools(env)
  const home = homeOf(env, isDemo)
  const settings = await runScript('scripts/check-env.ts', { env: { ...env, POSTERN_HOME: home } })
  if (settings === null) return 1
  mkdirSync(home, { recursive: true, mode: 0o700 })
  supervisor.onStop(await lockHome(home))
  await checkPort(settings.host, settings.port)
  if (mode === 'production') await buildApp(env)

  const database = env.DATABASE_URL ? null : await startPostgres(home, { onSpawn: supervisor.onStop })
  const echo = isDemo ? await startDemoEcho(supervisor, home, appEnvironment(env)) : null
  const environment = {
    ...appEnvironment(env),
    POSTERN_HOME: home,
    DATABASE_URL: env.DATABASE_URL || database.url,
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: '1',
    ...echo?.variables,
  }
  const prepared = await reportProgress('Preparing the database', () =>
    runScript('scripts/prepare.ts', { env: { ...env, ...environment }, args: isDemo ? ['--demo'] : [] }),
  )
  if (prepared === null) return 1
  for (const sentence of prepared.sentences) process.stdout.write(`${sentence}\n`)
  const demo = echo ? await fillDemo(environment, echo) : null

  const next = inProject('node_modules/next/dist/bin/next')
  const verb = mode === 'production' ? 'start' : 'dev'
  const app = superviseNode(
    supervisor,
    findNode(),
    [next, verb, '--port', String(settings.port), '--hostname', settings.host],
    { env: { ...environment, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: prepared.serverActionsKey } },
  )
  let ended = null
  const endOf = (name, { exited }) =>
    exited.then((how) => {
      ended ??= `${name} ended by itself (${how}).`
      return ended
    })
  const anyEnd = Promise.race([endOf('The app', app), ...(database ? [endOf('PostgreSQL', database)] : [])])
  await reportProgress('Starting the app', () => waitUntilReady({ ...settings, hasEnded: () => ended !== null }))
  if (ended === null) announce({ ...settings, home, setupLink: prepared.setupLink, demo })
  const how = await anyEnd
  if (supervisor.isStopping) return 0
  throw new Refusal(`${how} Its last words stand above${database ? `, PostgreSQL's in ${database.log}` : ''}.`)
}

/** The demo has a home of its own, so that nothing of it can be taken for real, nor the other way round. */
export function homeOf(env, isDemo) {
  if (!isDemo) return path.resolve(env.POSTERN_HOME || '.postern')
  return path.resolve(env.POSTERN_HOME ? path.join(env.POSTERN_HOME, 'demo') : '.postern-demo')
}

function announce({ url, home, setupLink, demo }) {
  const lines = [
    '',
    `Postern is up:  ${url}`,
    `Data and keys:  ${home}`,
    ...(setupLink ? ['', 'Nobody owns it yet. Open this link within 60 minutes to become its owner:', setupLink] : []),
    ...(demo ? ['', ...demo] : []),
    '',
    'Ctrl-C stops it.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
