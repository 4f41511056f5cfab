import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { runningPostgres } from '#scripts/launcher/start-postgres.mjs'
import { freePort } from './free-port.ts'
import { type Recorder, startRecorder } from './recorder.ts'
import { runSql } from './run-sql.ts'
import { inProject, plainEnvironment, projectFolder, runUp } from './run-up.ts'

/** An installation of its own, brought up as a person does, with a recorder in front of it and a server to send to. */
export type Stack = {
  /** Where the browser goes. */
  origin: string
  /** Where the app itself listens: what is asked there is not recorded. */
  appOrigin: string
  setupLink: string | null
  home: string
  databaseUrl: string
  recorder: Recorder
  upstream: Upstream
  /** Runs a TypeScript file of e2e with the app's environment and returns what it prints, as JSON. */
  run<T>(script: string, args?: string[], variables?: Record<string, string>): Promise<T>
  /** Stops everything; what it left in `home` stays until remove(). */
  stop(): Promise<void>
  remove(): void
}

/** Servers around a stack, which know its origin before it starts: what it has to know of them. */
export type Around = { variables: Record<string, string>; authorities: string[]; stop: () => Promise<unknown> }
type StackOptions = { demoHosts?: readonly string[]; around?: (origin: string) => Promise<Around> }

/** `demoHosts`: names such as `api.crm.example.com` that lead to the upstream here, as in the demo. */
export async function startStack({ demoHosts = [], around }: StackOptions = {}): Promise<Stack> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-e2e-'))
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  const remove = () => fs.rmSync(home, { recursive: true, force: true })
  try {
    const upstream = await startUpstream({ names: ['localhost', '127.0.0.1', '::1', ...demoHosts] })
    stops.push(upstream.stop)
    const port = await freePort()
    const recorder = await startRecorder(port)
    stops.push(recorder.stop)
    const outside = await around?.(recorder.origin)
    if (outside) stops.push(outside.stop)
    const authority = path.join(home, 'authority.pem')
    fs.writeFileSync(authority, [upstream.authority, ...(outside?.authorities ?? [])].join('\n'))
    const env = plainEnvironment({
      PORT: String(port),
      POSTERN_URL: recorder.origin,
      POSTERN_HOME: home,
      POSTERN_ALLOW_PRIVATE: `localhost:${upstream.port},127.0.0.1:${upstream.port}`,
      NODE_EXTRA_CA_CERTS: authority,
      ...outside?.variables,
    })
    let up = await runUp(env, path.join(home, 'up.log'))
    stops.push(() => up.stop())
    const databaseUrl = runningPostgres(home)
    if (databaseUrl === null) throw new Error('PostgreSQL does not run.')
    if (demoHosts.length > 0) {
      // Names that lead to this machine are for a database that the demo has made.
      await runSql(databaseUrl, 'UPDATE "Installation" SET "isDemo" = true', [])
      await up.stop()
      env.POSTERN_DEMO_HOSTS = demoHosts.map((name) => `${name}:443=127.0.0.1:${upstream.port}`).join(',')
      up = await runUp(env, path.join(home, 'up.log'))
    }
    const run = async <T>(script: string, args: string[] = [], variables = {}): Promise<T> => {
      const { stdout } = await promisify(execFile)(process.execPath, [inProject('e2e', script), ...args], {
        env: { ...env, DATABASE_URL: databaseUrl, ...variables },
        cwd: projectFolder,
      })
      return JSON.parse(stdout) as T
    }
    const { origin } = recorder
    const appOrigin = `http://127.0.0.1:${port}`
    return { origin, appOrigin, setupLink: up.setupLink, home, databaseUrl, recorder, upstream, run, stop, remove }
  } catch (error) {
    await stop()
    remove()
    throw error
  }
}
