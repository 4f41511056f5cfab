import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'

/** Writes a new file that only this user reads; it and its name are on the disk when this returns. Never overwrites. */
export function writeDurably(file, content) {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  syncFolder(path.dirname(file))
}

/** Puts the names in a folder on the disk: without it, a file may be there after a power cut and its name not. */
export function syncFolder(folder) {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
