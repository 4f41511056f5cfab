import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const preferred = ['postern', 'postgres']

/**
 * The user as whom PostgreSQL runs, which refuses to run as root: null where this process is not root; else the owner
 * of the data that is there, or a system user `postern`, which is made if the machine has none and none of PostgreSQL's.
 */
export function postgresAccount(dataFolder) {
  if (process.getuid() !== 0) return null
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder)
    if (uid !== 0) return { uid, gid }
  }
  const known = preferred.map(accountNamed).find((account) => account !== null)
  if (known !== undefined) return known
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postern'])
  return accountNamed('postern') ?? accountNamed('nobody')
}

function accountNamed(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
  if (line === undefined) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Whether an account may pass through every folder above and at `folder`, so that it reaches what lies in it. */
export function canReach(account, folder) {
  if (account === null) return true
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    if (existsSync(place)) {
      const { uid, gid, mode } = lstatSync(place).isSymbolicLink() ? statSync(place) : lstatSync(place)
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (place === path.dirname(place)) return true
  }
}
