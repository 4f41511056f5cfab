import { createInterface } from 'node:readline'
import { findNode } from './find-node.mjs'
import { inProject } from './project.mjs'
import { Refusal } from './refusal.mjs'
import { runScript } from './run-script.mjs'
import { superviseNode } from './supervisor.mjs'

/**
 * Starts the demo's HTTPS service, which plays the outside world as long as the launcher runs, and returns what it says
 * of itself. Throws a Refusal if it does not start.
 */
export async function startDemoEcho(supervisor, home, env) {
  const { child, exited } = superviseNode(supervisor, findNode(), [inProject('scripts/demo/echo.ts'), home], {
    env,
    stdout: 'pipe',
  })
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([new Promise((resolve) => lines.once('line', resolve)), exited.then(() => null)])
  if (first === null) throw new Refusal('The demo’s local HTTPS service did not start; it says why above.')
  const { authority, hosts, received, key } = JSON.parse(first)
  return { variables: { NODE_EXTRA_CA_CERTS: authority, POSTERN_DEMO_HOSTS: hosts }, received, key }
}

/** Fills the demo's database, if it is empty, and gives its people new passwords. Returns the lines to print. */
export async function fillDemo(env, { received, key }) {
  const answer = await runScript('scripts/demo/fill.ts', { env, args: [received, key] })
  if (answer === null) throw new Refusal('The demo’s samples could not be made; the reason stands above.')
  return answer.lines
}
