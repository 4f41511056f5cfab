import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Refusal } from './refusal.mjs'

// A socket's whole path must fit into sun_path: 104 bytes on macOS, of which PostgreSQL's own name takes 16.
const longest = 86

/**
 * `folder` if the path of a socket in it is short enough; else a private folder in the system's temporary one whose
 * name follows from it. Throws a Refusal if somebody else made that first.
 */
export function shortFolder(folder, isShort = Buffer.byteLength(folder) <= longest) {
  if (isShort) return folder
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const short = path.join(tmpdir(), `postern-${hash}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(short)
  const isMine = uid === process.getuid() || process.getuid() === 0
  if (isMine && (mode & 0o170022) === 0o040000) return short
  throw new Refusal(`${short} is not a private folder of this user. Remove it, or set POSTERN_HOME to a shorter path.`)
}
