import { createSecretKey, randomBytes } from 'node:crypto'
import { closeSync, fchmodSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { OperatorError } from '#lib/core/operator-error.ts'
import { printRootKey } from '#lib/crypto/root-key-text.ts'

/**
 * Makes a new root key's file, mode 0600, whole and durable before this returns: after a crash or a power cut it is
 * there with every byte, or not at all. A file that is already there stays as it is. Throws an OperatorError if it
 * cannot be written.
 */
export function createRootKeyFile(path: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    makeFolder(dirname(path))
    writeWhole(temporary, `${printRootKey(createSecretKey(randomBytes(32)))}\n`)
    try {
      // Unlike rename, link never replaces a file: the key of an existing vault cannot be lost here.
      linkSync(temporary, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      unlinkSync(temporary)
    }
    syncFolder(dirname(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new OperatorError(
      `The root key file ${path} could not be written (${code}): let the user who runs Postern (uid ${process.geteuid?.()}) write to its folder, or set POSTERN_ROOT_KEY to another place.`,
    )
  }
}

/** Not 0700: the embedded database lives under the same folder as another user. The key's own mode protects it. */
function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first !== undefined) syncFolder(dirname(first))
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    fchmodSync(file, 0o600)
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A new name is durable only when its folder is. */
function syncFolder(folder: string): void {
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
