import { spawn } from 'node:child_process'
import { findNode } from './find-node.mjs'
import { inProject, root } from './project.mjs'
import { endWithCommand } from './run-tool.mjs'

/**
 * Runs one of our TypeScript scripts to its end and returns what it wrote, as JSON, to its fourth descriptor; null if
 * it failed, having said why on standard error. What it logs stays apart from what it answers.
 */
export function runScript(script, { env, args = [] }) {
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(), [inProject(script), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    })
    endWithCommand(child)
    let answer = ''
    child.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      answer += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0 ? JSON.parse(answer) : null))
  })
}
