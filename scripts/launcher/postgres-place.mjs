import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { canReach, postgresAccount } from './postgres-account.mjs'
import { shortFolder } from './short-folder.mjs'

const systemFolder = '/var/lib/postern'

/**
 * Where PostgreSQL's data and socket are, and as whom it runs. That is POSTERN_HOME/postgres; where root starts it
 * and the other user cannot reach that (a checkout below /root), it is a link to a folder which that user can reach.
 * The log is opened here and handed over, so that the other user cannot choose which file root writes to.
 */
export function postgresPlace(home) {
  const link = path.join(home, 'postgres')
  const account = postgresAccount(path.join(link, 'data'))
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (account !== null && canReach(account, path.dirname(home))) chmodSync(home, 0o711)
  if (!isThere(link)) {
    if (canReach(account, home)) mkdirSync(link, { mode: 0o755 })
    else symlinkSync(mkdirReachable(), link)
  }
  const folder = lstatSync(link).isSymbolicLink() ? path.resolve(home, readlinkSync(link)) : link
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const run = shortFolder(path.join(folder, 'run'))
  makeOwn(run, account)
  return { account, folder, data: path.join(folder, 'data'), run, log: path.join(home, 'postgres.log') }
}

function mkdirReachable() {
  const folder = path.join(systemFolder, randomBytes(8).toString('hex'))
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}

/** Makes a folder that only PostgreSQL's user, and root, may enter. */
export function makeOwn(folder, account) {
  mkdirSync(folder, { recursive: true })
  if (account !== null) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
}

function isThere(place) {
  return existsSync(place) || lstatSync(place, { throwIfNoEntry: false }) !== undefined
}
