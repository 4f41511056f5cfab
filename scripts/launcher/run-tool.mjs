import { spawn } from 'node:child_process'
import { root } from './project.mjs'

const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/** Whoever stops the command that started it does not leave this child behind. */
export function endWithCommand(child) {
  running.add(child)
  for (const event of ['error', 'close']) child.once(event, () => running.delete(child))
}

/** Runs a program to its end and collects what it prints: `{ status, output }`. Rejects if it cannot be started. */
export function runTool(command, args, { env = process.env, cwd = root, uid, gid } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], uid, gid })
    endWithCommand(child)
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ status: code ?? signal, output }))
  })
}
