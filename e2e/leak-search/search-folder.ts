import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { LeakSearch } from './leak-search.ts'
import { isZip, unzip } from './unzip.ts'

const chunkBytes = 8 * 1024 * 1024
/** Packed files are read whole. */
const maxPackedBytes = 512 * 1024 * 1024

/** Searches every file below `folder` (or the one file), whatever its size, and what is packed in it; answers how many. */
export function searchFolder(search: LeakSearch, folder: string, { except = [] as string[] } = {}): number {
  let files = 0
  const left = new Set(except.map((name) => path.resolve(name)))
  const visit = (name: string): void => {
    if (left.has(path.resolve(name))) return
    search.text(path.basename(name), `${name} (its name)`)
    const kind = ifThere(() => fs.lstatSync(name))
    if (kind?.isDirectory())
      for (const entry of ifThere(() => fs.readdirSync(name)) ?? []) visit(path.join(name, entry))
    else if (kind?.isSymbolicLink())
      search.text(ifThere(() => fs.readlinkSync(name)) ?? '', `${name} (where it points)`)
    else if (kind?.isFile()) {
      files += 1
      searchFile(search, name, kind.size)
    }
  }
  visit(folder)
  return files
}

/** A file that the database or the browser removed meanwhile holds nothing any more. Throws anything else. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function searchFile(search: LeakSearch, name: string, size: number): void {
  const file = ifThere(() => fs.openSync(name, 'r'))
  if (file === undefined) return
  try {
    const buffer = Buffer.allocUnsafe(Math.min(size, chunkBytes) + search.overlap + 1)
    let kept = 0
    let position = 0
    let head: Buffer | undefined
    for (;;) {
      const count = fs.readSync(file, buffer, kept, buffer.length - kept, position)
      if (count === 0) break
      head ??= Buffer.from(buffer.subarray(0, Math.min(4, count)))
      const filled = kept + count
      search.bytes(buffer.subarray(0, filled), name, position - kept, kept)
      position += count
      kept = Math.min(search.overlap, filled)
      buffer.copyWithin(0, filled - kept, filled)
    }
    if (head && position <= maxPackedBytes) searchPacked(search, name, head)
  } finally {
    fs.closeSync(file)
  }
}

function searchPacked(search: LeakSearch, name: string, head: Buffer): void {
  if (head[0] === 0x1f && head[1] === 0x8b) {
    search.bytes(gunzipSync(fs.readFileSync(name)), `${name} (unpacked)`)
  } else if (isZip(head)) {
    for (const entry of unzip(fs.readFileSync(name))) search.bytes(entry.bytes, `${name} (${entry.name})`)
  }
}
