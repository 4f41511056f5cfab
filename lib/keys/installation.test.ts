import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import type { RootKeyLocation } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { printRootKey } from '#lib/crypto/root-key-text.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { createRootKeyFile } from './create-root-key-file.ts'
import { installationKey, prepareInstallation } from './installation.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-installation-'))
after(() => fs.rmSync(root, { recursive: true }))

let count = 0
const newPlace = () => ({ kind: 'file', path: path.join(root, String(count++), 'root.key') }) as const
const grouped = (fingerprint: string) => fingerprint.replaceAll(/(.{4})(?=.)/g, '$1 ')
const theRow = () => db().installation.findUniqueOrThrow({ where: { id: 1 } })

/** A migrated database without any row, as db() for the time of `work`. */
async function onNewDatabase(work: () => Promise<void>): Promise<void> {
  const before = process.env.DATABASE_URL
  await withEmptyDatabase(async (url) => {
    await migrate(url)
    await disconnect()
    process.env.DATABASE_URL = url
    try {
      await work()
    } finally {
      await disconnect()
      process.env.DATABASE_URL = before
    }
  })
}

/** The sentence with which the start is refused; what was there before is there afterwards, and nothing more. */
async function refusal(location: RootKeyLocation): Promise<string> {
  const state = async () =>
    JSON.stringify([await db().installation.findMany(), location.kind === 'file' && look(location.path)])
  const before = await state()
  const error = await prepareInstallation(location).then(
    () => assert.fail('It started.'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof OperatorError, String(error))
  assert.equal(await state(), before)
  return error.message
}

function look(file: string): unknown {
  const folder = path.dirname(file)
  if (!fs.existsSync(folder)) return 'no folder'
  return fs.readdirSync(folder).map((name) => [name, fs.statSync(path.join(folder, name)).mode])
}

test('without prepareInstallation there is no installation key', () => {
  assert.throws(() => installationKey(), /prepareInstallation\(\) must run/)
})

describe('on an empty database', () => {
  test('makes the key, then the row; every start after it opens the same installation', async () => {
    await onNewDatabase(async () => {
      const place = newPlace()
      const first = await prepareInstallation(place)
      const row = await theRow()
      assert.deepEqual(first, { isNew: true, fingerprint: grouped(row.rootKeyFingerprint), place: place.path })
      assert.equal(fs.statSync(place.path).mode & 0o777, 0o600)
      const key = installationKey()
      assert.deepEqual(await prepareInstallation(place), { ...first, isNew: false })
      assert.ok(installationKey().equals(key))
      assert.deepEqual(await theRow(), row)
    })
  })

  test('goes on with the key of a start that was killed before it wrote the row', async () => {
    await onNewDatabase(async () => {
      const place = newPlace()
      createRootKeyFile(place.path)
      const text = fs.readFileSync(place.path, 'utf8')
      assert.equal((await prepareInstallation(place)).isNew, true)
      assert.equal(fs.readFileSync(place.path, 'utf8'), text)
    })
  })

  test('takes a key from a variable, and needs one there', async () => {
    await onNewDatabase(async () => {
      const place = { kind: 'env', name: 'TEST_ROOT_KEY' } as const
      delete process.env.TEST_ROOT_KEY
      assert.equal(
        await refusal(place),
        'POSTERN_ROOT_KEY names the variable TEST_ROOT_KEY, which is not set. Set it to the line of a root key file, or set POSTERN_ROOT_KEY to file:PATH, where Postern makes one.',
      )
      process.env.TEST_ROOT_KEY = printRootKey(createSecretKey(randomBytes(32)))
      assert.equal((await prepareInstallation(place)).place, 'the variable TEST_ROOT_KEY')
    })
  })

  test('is refused with a damaged key, one that others can read, and where none can be written', async () => {
    await onNewDatabase(async () => {
      const place = newPlace()
      createRootKeyFile(place.path)
      fs.chmodSync(place.path, 0o644)
      assert.match(
        await refusal(place),
        /^The root key file \S+ is open to other users of this machine \(mode 0644\): run /,
      )
      fs.chmodSync(place.path, 0o600)
      fs.truncateSync(place.path, 50)
      assert.match(await refusal(place), /^The root key in \S+ is damaged: it is cut short/)
      assert.match(
        await refusal({ kind: 'file', path: '/proc/sys/root.key' }),
        /^The root key file \/proc\/sys\/root\.key could not be written/,
      )
    })
  })

  test('is one installation when many start at once, with one home or with several', async () => {
    await onNewDatabase(async () => {
      const shared = newPlace()
      const starts = await Promise.all(Array.from({ length: 4 }, () => startProcess(shared)))
      assert.deepEqual(
        starts.map(({ error }) => error),
        Array(4).fill(''),
      )
      assert.equal(new Set(starts.map(({ fingerprint }) => fingerprint)).size, 1)
      assert.equal(starts.filter(({ isNew }) => isNew).length, 1)
      assert.deepEqual(fs.readdirSync(path.dirname(shared.path)), ['root.key'])
    })
    await onNewDatabase(async () => {
      const places = [newPlace(), newPlace(), newPlace()]
      const starts = await Promise.all(places.map(startProcess))
      assert.equal(starts.filter(({ isNew }) => isNew).length, 1)
      const refused = starts.filter(({ isNew }) => !isNew)
      for (const { error } of refused) assert.match(error, /^This database was made with root key .* does not exist\. /)
      assert.equal(places.filter((place) => fs.existsSync(place.path)).length, 1)
    })
  })
})

describe('on a database with an installation', () => {
  test('is refused without its key, and makes none', async () => {
    await onNewDatabase(async () => {
      const place = newPlace()
      const { fingerprint } = await prepareInstallation(place)
      fs.renameSync(place.path, `${place.path}.backup`)
      assert.equal(
        await refusal(place),
        `This database was made with root key ${fingerprint}, and ${place.path} does not exist. Put that file back from your backup; Postern never makes a new key for an existing vault.`,
      )
      delete process.env.TEST_ROOT_KEY
      assert.equal(
        await refusal({ kind: 'env', name: 'TEST_ROOT_KEY' }),
        `This database was made with root key ${fingerprint}, and the variable TEST_ROOT_KEY is not set. Set it to that key from your backup; Postern never makes a new key for an existing vault.`,
      )
      fs.renameSync(`${place.path}.backup`, place.path)
      assert.equal((await prepareInstallation(place)).fingerprint, fingerprint)
    })
  })

  test('is refused with a key that belongs to another database, and names both', async () => {
    let other = newPlace()
    let otherFingerprint = ''
    await onNewDatabase(async () => {
      other = newPlace()
      otherFingerprint = (await prepareInstallation(other)).fingerprint
    })
    await onNewDatabase(async () => {
      const { fingerprint } = await prepareInstallation(newPlace())
      assert.equal(
        await refusal(other),
        `This database was made with root key ${fingerprint}, and ${other.path} holds root key ${otherFingerprint}. Put the first one there from your backup, or start Postern with the database that belongs to the second.`,
      )
    })
  })

  test('is refused with a key that is damaged, open to others or no file, and says which is expected', async () => {
    await onNewDatabase(async () => {
      const place = newPlace()
      const { fingerprint } = await prepareInstallation(place)
      const expected = ` This database was made with root key ${fingerprint}.`
      const text = fs.readFileSync(place.path, 'utf8')
      fs.writeFileSync(place.path, '')
      assert.equal(
        await refusal(place),
        `The root key in ${place.path} is damaged: it is empty. Put the key back from your backup.${expected}`,
      )
      fs.writeFileSync(place.path, text)
      fs.chmodSync(place.path, 0o640)
      assert.ok((await refusal(place)).endsWith(` run chmod 600 ${place.path} and start again.${expected}`))
      assert.ok((await refusal({ kind: 'file', path: root })).endsWith(expected))
    })
  })

  test('is refused where the row was changed: another fingerprint, another key, one wrapped elsewhere', async () => {
    let foreign = new Uint8Array()
    await onNewDatabase(async () => {
      await prepareInstallation(newPlace())
      foreign = new Uint8Array((await theRow()).wrappedKey)
    })
    await onNewDatabase(async () => {
      const place = newPlace()
      await prepareInstallation(place)
      const { wrappedKey } = await theRow()
      const flipped = Uint8Array.from(wrappedKey, (byte, at) => (at === 30 ? byte ^ 1 : byte))
      const changes = [{ wrappedKey: foreign }, { wrappedKey: flipped }, { wrappedKey: new Uint8Array() }]
      for (const data of [...changes, { rootKeyFingerprint: '\u001b[2J' }]) {
        await db().installation.update({ where: { id: 1 }, data })
        assert.match(
          await refusal(place),
          /^The row "Installation" of this database is not what Postern wrote there\. /,
        )
      }
    })
  })
})

test('a database that holds data but no installation is refused: it is not taken for an empty one', async () => {
  await onNewDatabase(async () => {
    const place = newPlace()
    await prepareInstallation(place)
    await db().person.create({ data: { email: `${randomUUID()}@acme.example`, name: 'Ines Okafor' } })
    await db().installation.deleteMany()
    assert.match(await refusal(place), /^This database holds data, but not the row that names its root key: /)
    fs.rmSync(place.path)
    assert.match(await refusal(place), /^This database holds data, but not the row that names its root key: /)
  })
})

type Start = { isNew: boolean; fingerprint: string; error: string }

async function startProcess(location: RootKeyLocation): Promise<Start> {
  const module = new URL('./installation.ts', import.meta.url).href
  const program = `
    const { prepareInstallation } = await import('${module}')
    const done = await prepareInstallation(${JSON.stringify(location)}).then(
      (made) => ({ ...made, error: '' }),
      (error) => ({ isNew: false, fingerprint: '', error: error.message }),
    )
    process.stdout.write(JSON.stringify(done), () => process.exit())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return JSON.parse(output) as Start
}
