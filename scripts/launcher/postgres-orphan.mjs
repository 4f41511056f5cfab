import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'

/** What `postmaster.pid` says: `{ pid, isReady }`, or null without one. */
export function readPidFile(data) {
  const file = path.join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' }
}

/** Whether a process is a PostgreSQL on this data: not a zombie, and no other program that was given its number. */
export function runsOn(pid, data) {
  if (!Number.isInteger(pid) || pid <= 1) return false
  const words = existsSync('/proc/self/cmdline') ? wordsFromProc(pid) : wordsFromPs(pid)
  return words.includes(data) && /postgres$/.test(words.split(/[\0 ]/)[0])
}

function wordsFromProc(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const wordsFromPs = (pid) => spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).stdout?.toString() ?? ''

/**
 * Stops a PostgreSQL that outlived the launcher, and removes what one that was killed left behind. Whoever calls it
 * holds the lock of the home, so that nobody else uses the data. Throws a Refusal if it will not end.
 */
export async function clearOrphan(data, run) {
  const left = readPidFile(data)
  if (left === null) return
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 30],
  ]) {
    if (!runsOn(left.pid, data)) break
    process.kill(left.pid, signal)
    for (let waited = 0; waited < seconds * 20 && runsOn(left.pid, data); waited++) await delay(50)
  }
  if (runsOn(left.pid, data)) {
    throw new Refusal(`An earlier PostgreSQL (process ${left.pid}) still runs on ${data} and does not stop. Stop it.`)
  }
  // PostgreSQL keeps away from a pid file whose number is taken, even by a zombie or another program.
  rmSync(path.join(data, 'postmaster.pid'), { force: true })
  for (const name of readdirSync(run)) {
    if (name.startsWith('.s.PGSQL.')) rmSync(path.join(run, name))
  }
}
