import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { hasEnded, processTree } from '../e2e/kill/process-tree.ts'
import { buildApp } from './launcher/build-app.mjs'
import { runningPostgres } from './launcher/start-postgres.mjs'

/** `npm run up` as a person starts it: with npm, and with what they set. */
type Up = { npm: ChildProcess; said: () => string; processes: () => number[]; ended: Promise<number | null> }

const started: Up[] = []
const folders: string[] = []

after(async () => {
  for (const up of started) await stop(up)
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function newHome(): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-up-'))
  // The demo's home is a folder in it, which PostgreSQL's user has to reach where root runs this.
  fs.chmodSync(home, 0o711)
  folders.push(home)
  return home
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function up(env: Record<string, string>, args: string[] = []): Up {
  const { PATH, HOME } = process.env
  const npm = spawn('npm', ['run', '--silent', 'up', ...(args.length > 0 ? ['--', ...args] : [])], {
    env: { PATH, HOME, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(npm, 'close').then(([code]) => code as number | null)
  const running = { npm, said: () => said, processes: () => processTree(npm.pid ?? 0), ended }
  started.push(running)
  return running
}

async function whenUp(running: Up): Promise<Up> {
  let isOver = false
  running.ended.then(() => {
    isOver = true
  })
  while (!/Ctrl-C stops it/.test(running.said())) {
    assert.equal(isOver, false, running.said())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return running
}

/** By SIGTERM to npm, as a service manager does. */
async function stop(running: Up): Promise<number | null> {
  running.npm.kill('SIGTERM')
  return running.ended
}

async function whenEnded(processes: number[]): Promise<void> {
  while (!processes.every(hasEnded)) await new Promise((resolve) => setTimeout(resolve, 20))
}

const answers = (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.status,
    () => null,
  )
const setupLink = (running: Up) => /^http\S+\/setup#\S+$/m.exec(running.said())?.[0]

/** What it says and how it ends where it cannot start. */
async function refused(env: Record<string, string>, args?: string[]): Promise<string> {
  const running = up(env, args)
  assert.equal(await running.ended, 1, running.said())
  return running.said()
}

describe('npm run up', () => {
  test('comes up, again without install or build, and stops everything by one signal', async () => {
    await buildApp()
    const [home, port] = [newHome(), await freePort()]
    const env = { POSTERN_HOME: home, PORT: String(port) }
    const first = await whenUp(up(env))
    assert.match(first.said(), new RegExp(`^Postern is up: {2}http://localhost:${port}$`, 'm'))
    assert.match(
      first.said(),
      /^Made this installation with root key [0-9a-f ]{19} in .*root\.key\. Back that key up\.$/m,
    )
    assert.equal(await answers(port), 200)
    assert.equal(fs.statSync(path.join(home, 'root.key')).mode & 0o777, 0o600)
    const processes = first.processes()
    assert.equal(await stop(first), 0)
    await whenEnded(processes)
    assert.equal(runningPostgres(home), null)

    const key = fs.readFileSync(path.join(home, 'root.key'))
    const second = await whenUp(up(env))
    assert.doesNotMatch(second.said(), /Installing|Building|Making|Made/)
    assert.ok(setupLink(second))
    assert.notEqual(setupLink(second), setupLink(first))
    assert.deepEqual(fs.readFileSync(path.join(home, 'root.key')), key)

    assert.match(await refused({ ...env, PORT: String(await freePort()) }), new RegExp(`already runs with ${home}`))
    const taken = await refused({ POSTERN_HOME: newHome(), PORT: String(port) })
    assert.match(taken, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken by another program\\. .*PORT=`, 'm'))
    assert.equal(await answers(port), 200)
  })

  test('ends whole when its launcher is killed, and comes up after everything was', async () => {
    const [home, port] = [newHome(), await freePort()]
    const env = { POSTERN_HOME: home, PORT: String(port) }
    const first = await whenUp(up(env))
    const processes = first.processes()
    const launcher = processes.find((id) => fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('scripts/up.mjs'))
    process.kill(launcher ?? 0, 'SIGKILL')
    await whenEnded(processes)
    assert.equal(await answers(port), null)

    const second = await whenUp(up(env))
    const all = second.processes()
    for (const id of all) process.kill(id, 'SIGKILL')
    await whenEnded(all)
    await whenUp(up(env))
    assert.equal(await answers(port), 200)
  })

  test('makes the first owner from the environment, which no child sees', async () => {
    const [home, port] = [newHome(), await freePort()]
    const canary = `long-${randomBytes(12).toString('base64url')}`
    const env = {
      POSTERN_HOME: home,
      PORT: String(port),
      POSTERN_OWNER_EMAIL: 'ines.okafor@acme.example',
      POSTERN_OWNER_PASSWORD: canary,
    }
    assert.match(await refused({ ...env, POSTERN_OWNER_PASSWORD: 'short' }), /needs at least 12 characters/)
    const running = await whenUp(up(env))
    assert.match(running.said(), /^Made ines\.okafor@acme\.example the first owner, of Acme\.$/m)
    assert.equal(setupLink(running), undefined)
    assert.equal(running.said().includes(canary), false)
    const children = running
      .processes()
      .filter((id) => !/npm|up\.mjs/.test(fs.readFileSync(`/proc/${id}/cmdline`, 'utf8')))
    assert.ok(children.length > 3)
    for (const id of children) {
      assert.equal(fs.readFileSync(`/proc/${id}/environ`, 'utf8').includes(canary), false, `process ${id}`)
    }
    await stop(running)

    const again = await whenUp(up({ ...env, POSTERN_OWNER_PASSWORD: 'not read any more' }))
    assert.doesNotMatch(again.said(), /first owner/)
  })

  test('works on the database of DATABASE_URL', async () => {
    const script = path.join(import.meta.dirname, 'launcher', 'hold-postgres.mjs')
    const theirs = newHome()
    const holder = spawn(process.execPath, [script, theirs], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      while (runningPostgres(theirs) === null) await new Promise((resolve) => setTimeout(resolve, 20))
      const [home, port] = [newHome(), await freePort()]
      const env = { POSTERN_HOME: home, PORT: String(port), DATABASE_URL: runningPostgres(theirs) ?? '' }
      const running = await whenUp(up(env))
      assert.equal(await answers(port), 200)
      assert.deepEqual(fs.readdirSync(home).sort(), ['root.key', 'up.sock'])
      await stop(running)
      assert.match(await refused(env, ['--demo']), /^The demo makes a database of its own\. Unset DATABASE_URL/m)

      fs.renameSync(path.join(home, 'root.key'), path.join(home, 'saved.key'))
      assert.match(await refused(env), /^This database was made with root key .*root\.key does not exist\./m)
      assert.equal(fs.existsSync(path.join(home, 'root.key')), false)
    } finally {
      holder.kill('SIGTERM')
      await once(holder, 'exit')
    }
  })

  test('says in one sentence what is malformed, before it starts anything', async () => {
    const home = newHome()
    assert.match(await refused({ POSTERN_HOME: home, PORT: 'x' }), /^PORT must be a port number from 1 to 65535\.\n$/)
    assert.match(await refused({ POSTERN_HOME: home }, ['--dmeo']), /^`npm run up` knows only --demo, not --dmeo\.\n$/)
    assert.deepEqual(fs.readdirSync(home), [])
  })

  test('brings up a demo of its own, with new passwords each time', async () => {
    const [home, port] = [newHome(), await freePort()]
    const env = { POSTERN_HOME: home, PORT: String(port) }
    const said: string[] = []
    for (let round = 1; round <= 2; round++) {
      const running = await whenUp(up(env, ['--demo']))
      assert.equal(await answers(port), 200)
      said.push(running.said())
      const processes = running.processes()
      assert.equal(await stop(running), 0)
      await whenEnded(processes)
    }
    const passwords = said.map((text) => [...text.matchAll(/@acme\.example\s+(\S+)/g)].map(([, password]) => password))
    assert.ok((passwords[0]?.length ?? 0) >= 4, said[0])
    assert.equal(new Set(passwords.flat()).size, passwords.flat().length)
    assert.deepEqual(fs.readdirSync(home), ['demo'])
  })
})

describe('npm run postern', () => {
  test('starts the embedded database for the time of a command', async () => {
    const [home, port] = [newHome(), await freePort()]
    const env = { POSTERN_HOME: home, PORT: String(port) }
    const status = () =>
      spawnSync('npm', ['run', '--silent', 'postern', '--', 'status'], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } as unknown as NodeJS.ProcessEnv,
        encoding: 'utf8',
      })
    assert.match(status().stderr, /^There is no Postern in /)
    const running = await whenUp(up(env))
    const whileUp = status()
    assert.equal(whileUp.status, 0, whileUp.stderr)
    assert.match(whileUp.stdout, new RegExp(`The app answers on port ${port} and is ready\\.`))
    await stop(running)
    const afterwards = status()
    assert.equal(afterwards.status, 0, afterwards.stderr)
    assert.match(afterwards.stderr, /^Postern is not up; its database is started for this command\.$/m)
    assert.equal(runningPostgres(home), null)
  })
})
