import { createInterface } from 'node:readline'
import { findNode } from './find-node.mjs'
import { inProject } from './project.mjs'
import { Refusal } from './refusal.mjs'
import { runScript } from './run-script.mjs'
import { superviseNode } from './supervisor.mjs'

const handed = ['POSTERN_DEMO_HOSTS', 'NODE_EXTRA_CA_CERTS']

/**
 * Starts the demo's HTTPS service and returns the variables by which the app reaches it: the service's first line of
 * output is them, as JSON. It runs as long as the launcher. Throws a Refusal if it does not start.
 */
export async function startDemoEcho(supervisor, env) {
  const { child, exited } = superviseNode(supervisor, findNode(), [inProject('scripts/demo/echo.ts')], {
    env,
    stdout: 'pipe',
  })
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([new Promise((resolve) => lines.once('line', resolve)), exited.then(() => null)])
  if (first === null) throw new Refusal('The demo’s local HTTPS service did not start; it says why above.')
  lines.on('line', (line) => process.stdout.write(`${line}\n`))
  const variables = JSON.parse(first)
  return Object.fromEntries(handed.map((name) => [name, variables[name]]))
}

/** Fills the demo's database, if it is empty, and gives its people new passwords. Returns the lines to print. */
export async function fillDemo(env) {
  const answer = await runScript('scripts/demo/fill.ts', { env })
  if (answer === null) throw new Refusal('The demo’s samples could not be made; the reason stands above.')
  return answer.lines
}
