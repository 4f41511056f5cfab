import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { OperatorError } from '#lib/core/operator-error.ts'

/**
 * The text of the root key's file, or null if there is none. Throws an OperatorError if it is no file, cannot be read,
 * or if other users of this machine could read or change it.
 */
export function readRootKeyFile(path: string): string | null {
  const file = openForReading(path)
  if (file === null) return null
  try {
    // Judged on the open file, so that it is the one that is read.
    const { mode, size } = requireFile(path, file)
    if ((mode & 0o077) !== 0) throw new OperatorError(openToOthers(path, mode & 0o777))
    // A key is 71 bytes: a larger file is none, and is read only far enough to be told so.
    const bytes = Buffer.alloc(Math.min(size, 1024))
    const text = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.byteLength, 0))
    bytes.fill(0)
    return text
  } finally {
    closeSync(file)
  }
}

function openForReading(path: string): number | null {
  try {
    // Without O_NONBLOCK a named pipe in its place would hold up the start for ever.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    if (code === 'ENOENT') return null
    if (code !== 'EACCES') throw new OperatorError(`The root key file ${path} cannot be opened (${code}).`)
    throw new OperatorError(
      `The root key file ${path} cannot be read by the user who runs Postern (uid ${process.geteuid?.()}): run Postern as the file's owner, or give the file to that user with chown.`,
    )
  }
}

function requireFile(path: string, file: number) {
  const stats = fstatSync(file)
  if (stats.isFile()) return stats
  throw new OperatorError(`${path} is not a file: POSTERN_ROOT_KEY must name the file that holds the root key.`)
}

function openToOthers(path: string, mode: number): string {
  const quoted = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
  return `The root key file ${path} is open to other users of this machine (mode 0${mode.toString(8)}): run chmod 600 ${quoted} and start again.`
}
