import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** `npm run up`, and what it printed. */
export type Up = {
  process: ChildProcess
  /** The file with everything that it and the app printed. */
  log: string
  /** The one-time link of a new installation, as it stands in the terminal. */
  setupLink: string | null
  /** As Ctrl-C does. Resolves when everything has ended. */
  stop(): Promise<void>
}

/** Variables that a start by hand has as well; nothing of the test's own. */
export function plainEnvironment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return { PATH, HOME, TMPDIR, LANG, NODE_ENV: 'production', ...more }
}

/** Starts Postern as a person does, and resolves when it says that it is up. Rejects with its last words. */
export async function runUp(env: NodeJS.ProcessEnv, log: string): Promise<Up> {
  const output = fs.openSync(log, 'a')
  const begin = fs.fstatSync(output).size
  const child = spawn(process.execPath, ['scripts/up.mjs'], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', output, output],
    detached: true,
  })
  fs.closeSync(output)
  const printed = () => fs.readFileSync(log).toString('utf8', begin)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }
  for (let waited = 0; waited < 600; waited++) {
    if (/^Postern is up:/m.test(printed())) {
      const setupLink = /^http\S+\/setup#\S+$/m.exec(printed())?.[0] ?? null
      return { process: child, log, setupLink, stop }
    }
    if (child.exitCode !== null || child.signalCode !== null) break
    await delay(100)
  }
  await stop()
  throw new Error(
    `Postern did not come up. It printed:\n${printed()
      .replaceAll(/setup#\S+/g, 'setup#…')
      .slice(-3000)}`,
  )
}

export const inProject = (...parts: string[]) => path.join(projectFolder, ...parts)
