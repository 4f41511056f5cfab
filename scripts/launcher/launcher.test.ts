import assert from 'node:assert/strict'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { buildSources, sourceHash } from './build-app.mjs'
import { checkPort } from './check-port.mjs'
import { appEnvironment, toolEnvironment } from './child-environment.mjs'
import { isInstalled } from './install-packages.mjs'
import { lockHome } from './lock-home.mjs'
import { canReach } from './postgres-account.mjs'
import { Refusal } from './refusal.mjs'
import { reportProgress } from './report-progress.mjs'
import { homeOf, runPostern } from './run-postern.mjs'
import { shortFolder } from './short-folder.mjs'
import { writeDurably } from './write-durably.mjs'

function temporaryFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-launcher-'))
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

const refusal = (pattern: RegExp) => (error: unknown) => error instanceof Refusal && pattern.test(error.message)

describe('isInstalled', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-a' }
  const lockfile = {
    packages: {
      '': {},
      'node_modules/tool': entry,
      'node_modules/tool-darwin': { ...entry, optional: true },
    },
  }
  const cases: [string, object, boolean][] = [
    ['all of it, without what is for other platforms', { packages: { 'node_modules/tool': entry } }, true],
    ['another version', { packages: { 'node_modules/tool': { ...entry, version: '1.0.1' } } }, false],
    ['another content', { packages: { 'node_modules/tool': { ...entry, integrity: 'sha512-b' } } }, false],
    ['one missing', { packages: {} }, false],
    ['nothing', {}, false],
  ]
  for (const [name, installed, expected] of cases) {
    test(name, () => assert.equal(isInstalled(lockfile, installed), expected))
  }
})

describe('the hash of what a build is made from', () => {
  function project(t: TestContext) {
    const folder = temporaryFolder(t)
    const write = (name: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      fs.writeFileSync(path.join(folder, name), text)
    }
    for (const name of ['app/page.tsx', 'lib/core/a.ts', 'prisma/schema.prisma', 'proxy.ts', 'package-lock.json']) {
      write(name, name)
    }
    return { folder, write }
  }

  test('covers pages, code, schema, settings and packages', (t) => {
    const { folder, write } = project(t)
    for (const name of [
      'lib/core/a.ts',
      'app/new.tsx',
      'prisma/schema.prisma',
      'next.config.js',
      'package-lock.json',
    ]) {
      const before = sourceHash(folder)
      write(name, `changed ${name}`)
      assert.notEqual(sourceHash(folder), before, name)
    }
  })

  test('leaves out tests, the generated client and what no build reads', (t) => {
    const { folder, write } = project(t)
    const before = sourceHash(folder)
    for (const name of [
      'lib/core/a.test.ts',
      'lib/testing/b.ts',
      'lib/db/generated/client.ts',
      'scripts/up.mjs',
      'e2e/x.spec.ts',
      'biome.json',
      'next-env.d.ts',
      'tsconfig.tsbuildinfo',
    ]) {
      write(name, 'x')
    }
    assert.equal(sourceHash(folder), before)
    assert.ok(buildSources(folder).includes('proxy.ts'))
  })

  test('tells a moved line from one file to the next', (t) => {
    const { folder, write } = project(t)
    write('lib/core/a.ts', 'one\ntwo\n')
    write('lib/core/b.ts', '')
    const before = sourceHash(folder)
    write('lib/core/a.ts', 'one\n')
    write('lib/core/b.ts', 'two\n')
    assert.notEqual(sourceHash(folder), before)
  })
})

describe('the environment of children', () => {
  const env = {
    PATH: '/bin',
    DATABASE_URL: 'x',
    MY_KEY: 'x',
    POSTERN_ROOT_KEY: 'env:MY_KEY',
    POSTERN_OWNER_EMAIL: 'x',
    POSTERN_OWNER_PASSWORD: 'x',
    POSTERN_OWNER_PASSWORD_FILE: 'x',
  }

  test('lacks the first owner in the app', () => {
    const own = ['PATH', 'DATABASE_URL', 'MY_KEY', 'POSTERN_ROOT_KEY']
    assert.deepEqual(Object.keys(appEnvironment(env)), [...own, 'UV_THREADPOOL_SIZE'])
  })

  test('has enough threads in the app, or as many as the operator says', () => {
    assert.equal(appEnvironment(env).UV_THREADPOOL_SIZE, '64')
    assert.equal(appEnvironment({ ...env, UV_THREADPOOL_SIZE: '' }).UV_THREADPOOL_SIZE, '64')
    assert.equal(appEnvironment({ ...env, UV_THREADPOOL_SIZE: '8' }).UV_THREADPOOL_SIZE, '8')
  })

  test('lacks database and root key too in npm and in the build', () => {
    assert.deepEqual(Object.keys(toolEnvironment(env)), ['PATH', 'POSTERN_ROOT_KEY'])
  })
})

describe('lockHome', () => {
  test('holds a home until it is given up', async (t) => {
    const home = temporaryFolder(t)
    const unlock = await lockHome(home)
    await assert.rejects(lockHome(home), refusal(new RegExp(`runs with ${home} \\(process ${process.pid}\\)`)))
    await unlock()
    await (await lockHome(home))()
  })

  test('takes over what a killed process left', async (t) => {
    const home = temporaryFolder(t)
    fs.writeFileSync(path.join(home, 'up.sock'), '')
    const unlock = await lockHome(home)
    await unlock()
  })

  test('is held by one of several that come at once', async (t) => {
    const home = temporaryFolder(t)
    fs.writeFileSync(path.join(home, 'up.sock'), '')
    const locks = await Promise.allSettled(Array.from({ length: 5 }, () => lockHome(home)))
    const held = locks.filter((lock) => lock.status === 'fulfilled')
    assert.equal(held.length, 1)
    for (const { value } of held) await value()
  })
})

describe('checkPort', () => {
  test('names the variable where the port is taken', async () => {
    const server = net.createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as net.AddressInfo
    await assert.rejects(checkPort('127.0.0.1', port), refusal(/is taken by another program\..* PORT=\d+ npm run up$/))
    await new Promise((resolve) => server.close(resolve))
    await checkPort('127.0.0.1', port)
  })

  test('names it where the host is none of this machine', async () => {
    await assert.rejects(checkPort('192.0.2.1', 3000), refusal(/^HOST 192\.0\.2\.1 is no address/))
  })
})

describe('reportProgress', () => {
  test('says nothing of what is quick, and passes on what it returns or throws', async () => {
    const lines: string[] = []
    const write = (line: string) => lines.push(line)
    assert.equal(await reportProgress('Quick', async () => 7, write), 7)
    await assert.rejects(
      reportProgress('Quick', () => Promise.reject(new Error('no')), write),
      /no/,
    )
    assert.deepEqual(lines, [])
  })

  test('announces what takes longer than a second, and its end', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
    const lines: string[] = []
    let finish = () => {}
    const work = reportProgress(
      'Slow',
      () => new Promise<void>((resolve) => (finish = resolve)),
      (line) => lines.push(line),
    )
    t.mock.timers.tick(1_000)
    t.mock.timers.tick(14_000)
    finish()
    await work
    assert.deepEqual(lines, ['Slow …', '  still at it, 15 s', '  done, 15 s'])
  })

  test('tells of the innermost of what is waited for', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
    const lines: string[] = []
    const write = (line: string) => lines.push(line)
    let finish = () => {}
    const inner = () => reportProgress('Inner', () => new Promise<void>((resolve) => (finish = resolve)), write)
    const outer = reportProgress('Outer', inner, write)
    t.mock.timers.tick(15_000)
    finish()
    await outer
    assert.deepEqual(lines, ['Inner …', '  still at it, 15 s', '  done, 15 s'])
  })
})

describe('small parts of a start', () => {
  test('the demo has a home of its own', () => {
    assert.equal(homeOf({}, false), path.resolve('.postern'))
    assert.equal(homeOf({}, true), path.resolve('.postern-demo'))
    assert.equal(homeOf({ POSTERN_HOME: '/srv/p' }, false), '/srv/p')
    assert.equal(homeOf({ POSTERN_HOME: '/srv/p' }, true), '/srv/p/demo')
  })

  test('the demo refuses a database that somebody else owns', async () => {
    const env = { ...process.env, DATABASE_URL: 'postgresql://u:p@h/d' }
    await assert.rejects(
      runPostern({ mode: 'production', isDemo: true, env }),
      refusal(/^The demo makes a database of its own\. Unset DATABASE_URL/),
    )
  })

  test('a password is written for this user only, and never over another', (t) => {
    const file = path.join(temporaryFolder(t), 'password')
    writeDurably(file, 'x')
    assert.equal(fs.statSync(file).mode & 0o777, 0o600)
    assert.throws(() => writeDurably(file, 'y'), { code: 'EEXIST' })
    assert.equal(fs.readFileSync(file, 'utf8'), 'x')
  })

  test('a long folder’s sockets go to a private short one, the same each time', (t) => {
    const long = `/srv/${'x'.repeat(100)}`
    const short = shortFolder(long)
    t.after(() => fs.rmSync(short, { recursive: true }))
    assert.equal(shortFolder(long), short)
    assert.equal(fs.statSync(short).mode & 0o777, 0o700)
    assert.equal(shortFolder('/srv/p'), '/srv/p')
    fs.chmodSync(short, 0o777)
    assert.throws(() => shortFolder(long), refusal(/is not a private folder of this user/))
  })

  test('who can reach a folder follows from every folder above it', (t) => {
    const folder = temporaryFolder(t)
    const { uid, gid } = fs.statSync(folder)
    const other = { uid: uid + 1, gid: gid + 1 }
    fs.mkdirSync(path.join(folder, 'inner'), { mode: 0o755 })
    assert.equal(canReach(other, path.join(folder, 'inner')), false)
    assert.equal(canReach({ uid, gid }, path.join(folder, 'inner')), true)
    assert.equal(canReach(null, path.join(folder, 'inner')), true)
    fs.chmodSync(folder, 0o711)
    assert.equal(canReach(other, path.join(folder, 'inner', 'not-there-yet')), true)
  })
})
