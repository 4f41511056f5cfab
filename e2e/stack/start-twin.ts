import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { plainEnvironment, runUp } from './run-up.ts'
import type { Stack } from './start-stack.ts'

/**
 * A second app on the database and under the root key of a stack, as behind a load balancer: another process, that
 * shares nothing else with the first. It is reached past the recorder.
 */
export async function startTwin(stack: Stack, environment: Record<string, string> = {}): Promise<Stack> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-twin-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = plainEnvironment({
    PORT: String(port),
    POSTERN_URL: origin,
    POSTERN_HOME: home,
    POSTERN_ROOT_KEY: `file:${path.join(stack.home, 'root.key')}`,
    DATABASE_URL: stack.databaseUrl,
    POSTERN_ALLOW_PRIVATE: `localhost:${stack.upstream.port},127.0.0.1:${stack.upstream.port}`,
    NODE_EXTRA_CA_CERTS: path.join(stack.home, 'authority.pem'),
    ...environment,
  })
  const remove = () => fs.rmSync(home, { recursive: true, force: true })
  try {
    const up = await runUp(env, path.join(home, 'up.log'))
    return { ...stack, origin, appOrigin: `http://127.0.0.1:${port}`, home, stop: () => up.stop(), remove }
  } catch (error) {
    remove()
    throw error
  }
}
