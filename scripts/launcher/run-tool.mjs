import { spawn } from 'node:child_process'
import { root } from './project.mjs'

/** Runs a program to its end and collects what it prints: `{ status, output }`. Rejects if it cannot be started. */
export function runTool(command, args, { env = process.env, cwd = root, uid, gid } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], uid, gid })
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
