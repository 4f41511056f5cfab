import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { execute } from '#lib/testing/with-empty-database.ts'
import { readPidFile, runsOn } from './postgres-orphan.mjs'
import { shortFolder } from './short-folder.mjs'
import { runningPostgres } from './start-postgres.mjs'

type Environment = Record<string, string | undefined>

const isRoot = process.getuid?.() === 0
const environment: Environment = { PATH: process.env.PATH }
/** As on a system without setpriv, where PostgreSQL outlives a launcher that is killed. */
const withoutSetpriv: Environment = { PATH: '' }

type Held = { url: string; launcher: ChildProcess; postgres: number; data: string }

/** By the test that runs: one at a time. */
const launched: ChildProcess[] = []

function temporaryHome(t: TestContext, name = 'home'): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-launcher-'))
  fs.chmodSync(folder, 0o711)
  t.after(async () => {
    await Promise.all(launched.splice(0).map((launcher) => stop(launcher)))
    for (const place of [shortFolder(home), shortFolder(path.join(home, 'postgres', 'run')), folder]) {
      fs.rmSync(place, { recursive: true, force: true })
    }
  })
  const home = path.join(folder, name)
  fs.mkdirSync(home, { recursive: true })
  return home
}

function launch(home: string, env: Environment): ChildProcess {
  const script = path.join(import.meta.dirname, 'hold-postgres.mjs')
  const launcher = spawn(process.execPath, [script, home], {
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(launcher)
  return launcher
}

async function hold(home: string, env: Environment = environment): Promise<Held> {
  const launcher = launch(home, env)
  let said = ''
  for (const stream of [launcher.stdout, launcher.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(launcher, 'exit')
  while (!/"url"/.test(said)) {
    const isOver = await Promise.race([ended.then(() => true), once(launcher.stdout as fs.ReadStream, 'data')])
    assert.notEqual(isOver, true, said)
  }
  const { url } = JSON.parse(said.split('\n').find((line) => line.startsWith('{')) ?? '')
  const data = fs.realpathSync(path.join(home, 'postgres', 'data'))
  return { url, launcher, postgres: readPidFile(data)?.pid ?? 0, data }
}

async function stop(launcher: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<unknown> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return launcher.exitCode
  const exit = once(launcher, 'exit')
  launcher.kill(signal)
  return (await exit)[0]
}

async function gone({ postgres, data }: Held): Promise<void> {
  while (runsOn(postgres, data)) await new Promise((resolve) => setTimeout(resolve, 10))
}

const write = (url: string, name: string) =>
  execute(url, `CREATE TABLE IF NOT EXISTS kept (name text); INSERT INTO kept VALUES ('${name}')`)
const names = async (url: string) =>
  (await execute<{ name: string }>(url, 'SELECT name FROM kept ORDER BY name')).map(({ name }) => name)

describe('the embedded PostgreSQL', () => {
  test('is made, listens on its socket only, and stops with its launcher by every signal', async (t) => {
    const home = temporaryHome(t)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      const held = await hold(home)
      await write(held.url, signal)
      assert.deepEqual(await execute(held.url, 'SHOW listen_addresses'), [{ listen_addresses: '' }])
      assert.equal(runningPostgres(home), held.url)
      assert.equal(await stop(held.launcher, signal), 0)
      assert.equal(runsOn(held.postgres, held.data), false)
      assert.equal(runningPostgres(home), null)
    }
    assert.deepEqual(await names((await hold(home)).url), ['SIGHUP', 'SIGINT', 'SIGTERM'])
    assert.equal(fs.statSync(path.join(home, 'postgres-password')).mode & 0o777, 0o600)
  })

  test('refuses a second launcher on its home, and names the first', async (t) => {
    const home = temporaryHome(t)
    const { launcher } = await hold(home)
    const second = launch(home, environment)
    const said: string[] = []
    second.stderr?.setEncoding('utf8').on('data', (text) => said.push(text))
    assert.deepEqual(await once(second, 'close'), [1, null])
    assert.match(said.join(''), new RegExp(`already runs with ${home} \\(process ${launcher.pid}\\)\\. Stop that one`))
  })

  test('stops by itself when its launcher is killed', async (t) => {
    const home = temporaryHome(t)
    const held = await hold(home)
    await write(held.url, 'before')
    await stop(held.launcher, 'SIGKILL')
    const next = await hold(home)
    assert.notEqual(next.postgres, held.postgres)
    assert.deepEqual(await names(next.url), ['before'])
  })

  test('is found and stopped where it outlived its launcher', async (t) => {
    const home = temporaryHome(t)
    const held = await hold(home, withoutSetpriv)
    await write(held.url, 'before')
    await stop(held.launcher, 'SIGKILL')
    assert.equal(runsOn(held.postgres, held.data), true)
    const next = await hold(home, withoutSetpriv)
    assert.equal(runsOn(held.postgres, held.data), false)
    assert.deepEqual(await names(next.url), ['before'])
  })

  test('comes up after everything was killed, with what was committed', async (t) => {
    const home = temporaryHome(t)
    const held = await hold(home)
    await write(held.url, 'before')
    process.kill(held.launcher.pid ?? 0, 'SIGKILL')
    process.kill(held.postgres, 'SIGKILL')
    await gone(held)
    assert.ok(fs.existsSync(path.join(held.data, 'postmaster.pid')))
    assert.deepEqual(await names((await hold(home)).url), ['before'])
  })

  test('comes up where the number in its pid file was given to another program', async (t) => {
    const home = temporaryHome(t)
    const held = await hold(home)
    await stop(held.launcher)
    fs.writeFileSync(path.join(held.data, 'postmaster.pid'), `${process.pid}\n${held.data}\n`)
    await hold(home)
  })

  test('comes up after a kill in the middle of making it', async (t) => {
    const home = temporaryHome(t)
    const launcher = launch(home, environment)
    const folder = path.join(home, 'postgres')
    const isMaking = () => fs.existsSync(folder) && fs.readdirSync(folder).some((name) => name.startsWith('data.new-'))
    while (!isMaking()) await new Promise((resolve) => setTimeout(resolve, 1))
    await stop(launcher, 'SIGKILL')
    assert.equal(fs.existsSync(path.join(folder, 'data')), false)
    await write((await hold(home)).url, 'made')
  })

  test('comes up in a folder whose name is too long for a socket', async (t) => {
    const home = temporaryHome(t, path.join('a'.repeat(60), 'b'.repeat(60)))
    const { url } = await hold(home)
    await write(url, 'made')
    assert.ok((new URL(url).searchParams.get('host') ?? '').length < 90)
  })

  test('started by root in a folder that only root can read, works as another user', {
    skip: !isRoot && 'needs root',
  }, async (t) => {
    const home = temporaryHome(t)
    fs.chmodSync(path.dirname(home), 0o700)
    const held = await hold(home)
    t.after(() => fs.rmSync(path.dirname(held.data), { recursive: true, force: true }))
    await write(held.url, 'made')
    assert.notEqual(fs.statSync(`/proc/${held.postgres}`).uid, 0)
    assert.equal(held.data.startsWith(home), false)
    await stop(held.launcher)
    assert.deepEqual(await names((await hold(home)).url), ['made'])
  })
})
