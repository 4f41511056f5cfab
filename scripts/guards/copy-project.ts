import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

const leftOut = new Set(['.git', '.next', '.postern', '.postern-demo', 'node_modules', 'test-results'])

/** A copy of the checkout in a folder of its own, with the packages that are installed here, so that nothing is broken in place. */
export function copyProject(): { folder: string; remove: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-guards-'))
  for (const name of fs.readdirSync(projectFolder)) {
    if (!leftOut.has(name)) fs.cpSync(path.join(projectFolder, name), path.join(folder, name), { recursive: true })
  }
  fs.symlinkSync(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'))
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) }
}
