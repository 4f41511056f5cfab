import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fchownSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { postgresBinaries } from './postgres-binaries.mjs'
import { clearOrphan, readPidFile } from './postgres-orphan.mjs'
import { makeOwn, postgresPlace } from './postgres-place.mjs'
import { Refusal } from './refusal.mjs'
import { reportProgress } from './report-progress.mjs'
import { runTool } from './run-tool.mjs'
import { syncFolder, writeDurably } from './write-durably.mjs'

const port = 5432
const largestLog = 10 * 1024 * 1024

/** PostgreSQL's environment: nothing of ours, which may hold keys. */
const environment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })

/**
 * Starts the embedded PostgreSQL of a home, making its database the first time, and returns it when it accepts
 * connections: `{ url, exited, stop, log }`. `onSpawn` is given `stop` before that. It listens on a socket only. The caller holds the lock of the home. Throws a
 * Refusal, with PostgreSQL's own last words, if it does not start.
 */
export async function startPostgres(home, { onSpawn = () => {}, settings = {} } = {}) {
  const place = postgresPlace(home)
  const binaries = await reportProgress('Copying PostgreSQL', async () => postgresBinaries(place.account, place.folder))
  const passwordFile = path.join(home, 'postgres-password')
  removeUnfinished(place.folder)
  if (!existsSync(place.data)) {
    rmSync(passwordFile, { force: true })
    writeDurably(passwordFile, randomBytes(24).toString('base64url'))
    await reportProgress('Making the database', () => initialise(binaries, place, passwordFile))
  }
  if (!existsSync(passwordFile)) {
    throw new Refusal(
      `${passwordFile} is missing, and the database in ${place.data} does not open without it. Restore it.`,
    )
  }
  await reportProgress('Stopping an earlier PostgreSQL', () => clearOrphan(place.data, place.run))
  const child = spawnPostgres(binaries, place, settings)
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  const stop = async () => {
    child.kill('SIGINT')
    const slow = setTimeout(() => child.kill('SIGQUIT'), 60_000)
    await exited
    clearTimeout(slow)
  }
  onSpawn(stop)
  await reportProgress('Starting PostgreSQL', () => whenReady(child, exited, place))
  return { url: databaseUrl(place.run, passwordFile), exited, stop, log: place.log }
}

/** The address of the PostgreSQL that runs on a home, or null if none does. */
export function runningPostgres(home) {
  if (!existsSync(path.join(home, 'postgres', 'data'))) return null
  const place = postgresPlace(home)
  if (readPidFile(place.data)?.isReady !== true) return null
  return databaseUrl(place.run, path.join(home, 'postgres-password'))
}

function databaseUrl(run, passwordFile) {
  const password = readFileSync(passwordFile, 'utf8').trim()
  return `postgresql://postern:${password}@localhost:${port}/postgres?host=${encodeURIComponent(run)}`
}

/**
 * Made beside and then renamed: what a crash leaves behind is never taken for a database. The name is new each time,
 * because an initdb whose launcher was killed may still be at work on the last one.
 */
async function initialise(binaries, { account, data, folder, run }, passwordFile) {
  const unfinished = `${data}.new-${randomBytes(4).toString('hex')}`
  makeOwn(unfinished, account)
  const readable = path.join(run, 'password')
  rmSync(readable, { force: true })
  const handle = openSync(readable, 'wx', 0o600)
  writeSync(handle, readFileSync(passwordFile))
  if (account !== null) fchownSync(handle, account.uid, account.gid)
  closeSync(handle)
  const { status, output } = await runTool(
    path.join(binaries, 'bin', 'initdb'),
    [
      ...['-D', unfinished, '-U', 'postern', '--auth=scram-sha-256', `--pwfile=${readable}`, '--data-checksums'],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { cwd: '/', env: environment(), ...account },
  ).finally(() => rmSync(readable, { force: true }))
  if (status !== 0)
    throw new Refusal(`${output}The database could not be made in ${folder}; PostgreSQL says why above.`)
  renameSync(unfinished, data)
  syncFolder(folder)
}

/** As far as it can be removed now; the next start tries again. */
function removeUnfinished(folder) {
  for (const name of readdirSync(folder).filter((name) => name.startsWith('data.new-'))) {
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true })
    } catch {
      // Something still writes there.
    }
  }
}

function spawnPostgres(binaries, { account, data, run, log }, more) {
  if (existsSync(log) && statSync(log).size > largestLog) renameSync(log, `${log}.1`)
  const output = openSync(log, 'a', 0o600)
  const settings = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    // Statements and details quote rows.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    ...more,
  }
  const postgres = [
    path.join(binaries, 'bin', 'postgres'),
    ...['-D', data, '-p', String(port), '-k', run],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [command, ...args] = [...diesWithLauncher(account), ...postgres]
  // A session of its own: Ctrl-C in a terminal must not reach it before the app has ended.
  const child = spawn(command, args, {
    cwd: '/',
    env: environment(),
    stdio: ['ignore', output, output],
    detached: true,
    ...(command === 'setpriv' ? {} : account),
  })
  closeSync(output)
  return child
}

/** Where Linux's setpriv is there, PostgreSQL stops cleanly when the launcher is killed. */
function diesWithLauncher(account) {
  if (spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status !== 0) return []
  const ids = account && ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
  return ['setpriv', ...(ids ?? []), '--pdeathsig', 'INT']
}

async function whenReady(child, exited, { data, log }) {
  let hasExited = false
  exited.then(() => {
    hasExited = true
  })
  for (;;) {
    const state = readPidFile(data)
    if (state?.pid === child.pid && state.isReady) return
    if (hasExited) break
    await delay(20)
  }
  const words = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
  throw new Refusal(`${words}\nPostgreSQL did not start; its last words stand above, the rest in ${log}.`)
}
