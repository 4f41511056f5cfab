import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { migrate } from '#lib/db/migrate.ts'
import { execute, withEmptyDatabase } from '#lib/testing/with-empty-database.ts'

/** Each in a process of its own, as an operator runs it. */
async function status(env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH } = process.env
  return promisify(execFile)(process.execPath, ['cli/postern.ts', 'status'], {
    env: { PATH, ...env } as unknown as NodeJS.ProcessEnv,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

async function prepare(env: Record<string, string>): Promise<void> {
  const script = `import { prepareInstallation } from '#lib/keys/installation.ts'
import { disconnect } from '#lib/db/client.ts'
await prepareInstallation(); await disconnect()`
  const { PATH } = process.env
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH, ...env } as unknown as NodeJS.ProcessEnv,
  })
}

describe('npm run postern -- status', () => {
  const withHome = async (work: (env: { DATABASE_URL: string; POSTERN_HOME: string }) => Promise<void>) => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-status-'))
    try {
      await withEmptyDatabase((DATABASE_URL) => work({ DATABASE_URL, POSTERN_HOME: home }))
    } finally {
      fs.rmSync(home, { recursive: true })
    }
  }

  test('says what is missing, step by step, and makes nothing', () =>
    withHome(async (env) => {
      const unmigrated = await status(env)
      assert.equal(unmigrated.code, 1)
      assert.match(unmigrated.stdout, /✖ Its schema is not this version’s: it lacks \d+_first.*npm run up/)

      await migrate(env.DATABASE_URL)
      const empty = await status(env)
      assert.equal(empty.code, 1)
      assert.match(empty.stdout, /✖ Nothing is installed in it yet\./)
      assert.deepEqual(await execute(env.DATABASE_URL, 'SELECT * FROM "Installation"'), [])
      assert.equal(fs.existsSync(path.join(env.POSTERN_HOME, 'root.key')), false)

      await prepare(env)
      const whole = await status(env)
      assert.equal(whole.stderr, '')
      assert.match(whole.stdout, /✔ The database answers: PostgreSQL \d+/)
      assert.match(whole.stdout, /✔ The root key in .*root\.key is the one it was made with: [0-9a-f ]{19}\./)
      assert.equal(whole.code, 0)
    }))

  test('says that the root key is another, or that it is gone', () =>
    withHome(async (env) => {
      await migrate(env.DATABASE_URL)
      await prepare(env)
      fs.renameSync(path.join(env.POSTERN_HOME, 'root.key'), path.join(env.POSTERN_HOME, 'saved.key'))
      const gone = await status(env)
      assert.equal(gone.code, 1)
      assert.match(gone.stdout, /✖ This database was made with root key .* does not exist/)
      assert.equal(fs.existsSync(path.join(env.POSTERN_HOME, 'root.key')), false)
    }))

  test('says what is wrong with a variable, or with the database’s address', async () => {
    const port = await status({ DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/x', PORT: 'x' })
    assert.equal(port.code, 1)
    assert.match(port.stdout, /✖ PORT must be a port number/)
    const refused = await status({ DATABASE_URL: 'postgresql://u:canary@127.0.0.1:1/x' })
    assert.equal(refused.code, 1)
    assert.match(refused.stdout, /✖ Nothing listens at the address in DATABASE_URL/)
    assert.equal((refused.stdout + refused.stderr).includes('canary'), false)
  })

  test('tells an unknown command what there is', async () => {
    const { code, stderr } = (await promisify(execFile)(process.execPath, ['cli/postern.ts', 'frobnicate']).catch(
      (error: { code: number; stderr: string }) => error,
    )) as { code: number; stderr: string }
    assert.equal(code, 2)
    assert.match(stderr, /status[\s\S]*log verify/)
  })
})
