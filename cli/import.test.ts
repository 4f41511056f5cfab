import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'

const canary = 'canary-operator-9d2e'
type Ended = { code: number; stdout: string; stderr: string }

/** In a process of its own, as an operator runs it; no output may have a value in it. */
async function importing(...args: string[]): Promise<Ended> {
  const { PATH, DATABASE_URL, POSTERN_HOME } = process.env
  const ended: Ended = await promisify(execFile)(process.execPath, ['cli/postern.ts', 'import', ...args], {
    env: { PATH, DATABASE_URL, POSTERN_HOME } as unknown as NodeJS.ProcessEnv,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  )
  assert.equal((ended.stdout + ended.stderr).includes(canary), false)
  return ended
}

async function withFile(name: string, text: string, work: (file: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-import-'))
  try {
    const file = path.join(folder, name)
    fs.writeFileSync(file, text)
    await work(file)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

const stored = async (organizationId: string) =>
  (await db().secret.findMany({ where: { organizationId }, orderBy: { nameLower: 'asc' } })).map(
    ({ name, currentVersion }) => `${name} ${currentVersion}`,
  )

describe('npm run postern -- import', () => {
  test('stores what is new, leaves what exists, and is in the log as the operator', async () => {
    const tenant = await makeTenant()
    const { id, slug } = tenant.organization
    const make = async (name: string) =>
      runChange(await tenant.permit('secret:create'), (scope) =>
        createSecret(scope, tokenInput(tenant.place, { name, value: 'x' })),
      )
    await make('taken')
    await withFile(
      'shop.env',
      `NEW=${canary}\nTAKEN=${canary}\nBAD NAME!=${canary}\nnonsense ${canary}\nNEW=${canary}2\n`,
      async (file) => {
        const { code, stdout, stderr } = await importing(`${slug}/europe`, file)
        assert.equal(code, 1)
        assert.match(stdout, /✔ line 1: new is stored\n/)
        assert.match(stdout, /✔ line 2: taken: exists already, and is left as it is\.\n/)
        assert.match(stdout, /1 stored, 3 not stored\./)
        assert.match(stderr, /✖ line 3: bad_name!: Only lowercase[\s\S]*✖ line 4: [\s\S]*✖ line 5: new: another line/)
      },
    )
    assert.deepEqual(await stored(id), ['new 1', 'taken 1'])
    await withFile('shop.json', JSON.stringify({ taken: canary, new: canary }), async (file) => {
      assert.equal((await importing(`${slug}/europe`, file, '--on-conflict', 'rotate')).code, 0)
      assert.deepEqual(await stored(id), ['new 2', 'taken 2'])
      assert.equal((await importing(`${slug}/europe`, file, '--on-conflict', 'rename')).code, 0)
    })
    assert.deepEqual(await stored(id), ['new 2', 'new_2 1', 'taken 2', 'taken_2 1'])
    await withFile('crm.csv', `name,value\ncrm.apiKey,${canary}`, async (file) => {
      assert.equal((await importing(slug, file)).code, 0)
    })
    const entries = await db().changeLogEntry.findMany({ where: { organizationId: id, actorKind: 'operator' } })
    assert.equal(entries.length, 6)
  })

  test('stores all or nothing', async () => {
    const tenant = await makeTenant()
    await withFile('a.env', `A=${canary}\nB C!=${canary}`, async (file) => {
      const { code, stderr } = await importing(tenant.organization.slug, file, '--all-or-nothing')
      assert.equal(code, 1)
      assert.match(stderr, /Nothing was stored, because not every row can be\./)
    })
    assert.deepEqual(await stored(tenant.organization.id), [])
    await withFile('a.env', `A=${canary}\nB=${canary}`, async (file) => {
      assert.equal((await importing(tenant.organization.slug, file, '--all-or-nothing')).code, 0)
    })
    assert.deepEqual(await stored(tenant.organization.id), ['A 1', 'B 1'])
  })

  test('reads no more of a file without an end than shows that it is too long', async () => {
    const { slug } = (await makeTenant()).organization
    const { code, stderr } = await importing(slug, '/dev/zero', '--format', 'env')
    assert.equal(code, 1)
    assert.match(stderr, /An import has at most 1 MiB of text/)
  })

  test('says what is missing and what to do', async () => {
    const { organization } = await makeTenant()
    await withFile('secrets.txt', `A=${canary}`, async (file) => {
      assert.match((await importing(organization.slug, file)).stderr, /Add --format env/)
      assert.match((await importing('nobody', file, '--format', 'env')).stderr, /There is no organization nobody\./)
      assert.match(
        (await importing(`${organization.slug}/asia`, file, '--format', 'env')).stderr,
        /has no domain asia\./,
      )
      assert.match((await importing(organization.slug, `${file}.gone`, '--format', 'env')).stderr, /cannot be read/)
      assert.match((await importing(organization.slug, file, '--format', 'json')).stderr, /^Line 1, column 1:/)
      for (const wrong of [
        [],
        [organization.slug],
        [organization.slug, file, '--format', 'xml'],
        [organization.slug, file, '--shout'],
      ])
        assert.match((await importing(...wrong)).stderr, /^Usage: npm run postern -- import/)
    })
    assert.deepEqual(await stored(organization.id), [])
  })
})
