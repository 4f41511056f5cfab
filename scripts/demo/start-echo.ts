import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

export type Echo = {
  home: string
  said: { authority: string; hosts: string; received: string; key: string }
  stop(): Promise<void>
}

/** Starts the demo's service in a process and a folder of its own, as the launcher does: for tests. */
export async function startEcho(): Promise<Echo> {
  const home = mkdtempSync(path.join(tmpdir(), 'postern-demo-'))
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'echo.ts'), home], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (!child.stdout) throw new Error('The process has no output.')
  const [line] = await once(createInterface(child.stdout), 'line')
  return {
    home,
    said: JSON.parse(line as string),
    stop: async () => {
      const ended = once(child, 'exit')
      // As when whoever started it is killed.
      child.disconnect()
      await ended
      rmSync(home, { recursive: true })
    },
  }
}
