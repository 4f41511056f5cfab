import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { inspect } from 'node:util'
import { deflateRawSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { type Canary, newCanary } from './canary.ts'
import { LeakSearch } from './leak-search.ts'
import { searchFolder } from './search-folder.ts'
import { searchTables } from './search-tables.ts'

// Everything is planted with Node's own encoders, so that a mistake in forms.ts cannot agree with itself.

const special = '"\\/<é\n+%&=ß'
const canaries: Canary[] = [newCanary('plain'), newCanary('special', special), newCanary('lines', '\r\n')]
const perByte = (text: string, write: (byte: number) => string) => [...Buffer.from(text)].map(write).join('')
const hex2 = (byte: number) => byte.toString(16).padStart(2, '0')

const encodings: Record<string, (text: string) => string | Buffer> = {
  raw: (text) => text,
  'lower case': (text) => text.toLowerCase(),
  'upper case': (text) => text.toUpperCase(),
  Base64: (text) => Buffer.from(text).toString('base64'),
  'Base64 after one byte': (text) => Buffer.from(`:${text}`).toString('base64'),
  'Base64 after two bytes': (text) => Buffer.from(`ab${text}`).toString('base64'),
  'Base64 of Basic credentials': (text) => Buffer.from(`user:${text}:`).toString('base64'),
  Base64url: (text) => Buffer.from(text).toString('base64url'),
  'Base64url after one byte': (text) => Buffer.from(`:${text}`).toString('base64url'),
  'Base64url after two bytes': (text) => Buffer.from(`ab${text}`).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  HEX: (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'an inspected Buffer': (text) => inspect(Buffer.from(text)),
  'a Buffer in JSON': (text) => JSON.stringify(Buffer.from(text)),
  'encodeURIComponent, after surrogates are joined': encodeURIComponent,
  'a form body': (text) => new URLSearchParams({ value: text }).toString(),
  'percent, all of it': (text) => perByte(text, (byte) => `%${hex2(byte)}`),
  'PERCENT, all of it': (text) => perByte(text, (byte) => `%${hex2(byte).toUpperCase()}`),
  'JSON.stringify': JSON.stringify,
  'JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON, \\u for all of it': (text) =>
    text.replace(/[\s\S]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON, \\u in upper case for all of it': (text) =>
    text.replace(/[\s\S]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`),
  'HTML entities': (text) => text.replace(/[\s\S]/g, (c) => `&#${c.charCodeAt(0)};`),
  'octal escapes': (text) => perByte(text, (byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16, big-endian': (text) => Buffer.from(text, 'utf16le').swap16(),
  backwards: (text) => [...text].reverse().join(''),
  'cut to its first eight characters': (text) => `${text.slice(0, 8)}…`,
  'cut to its last eight characters': (text) => `…${text.slice(-8)}`,
  'broken into lines of 20': (text) => text.replace(/.{20}/gs, '$&\n'),
}

const found = (search: LeakSearch) => [...new Set(search.leaks.map((leak) => leak.canary))]
const folders: string[] = []
function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-leak-'))
  folders.push(folder)
  return folder
}
after(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true })
})

describe('finds a canary written as', () => {
  for (const [name, encode] of Object.entries(encodings)) {
    test(name, () => {
      for (const canary of canaries) {
        const search = new LeakSearch(canaries)
        const bytes = Buffer.concat([randomBytes(99), Buffer.from(encode(canary.text) as string), randomBytes(99)])
        search.bytes(bytes, 'here')
        assert.deepEqual(found(search), [canary.name], canary.name)
        assert.equal(search.bytesRead, bytes.length)
        assert.equal(JSON.stringify(search.leaks).includes(canary.text.slice(0, 8)), false, 'a report holds no value')
      }
    })
  }
})

test('finds nothing where nothing is, also not in 64 MiB of noise, Base64 and hex', () => {
  const search = new LeakSearch(canaries)
  for (let round = 0; round < 8; round++) {
    const noise = randomBytes(2 * 1024 * 1024)
    search.bytes(noise, 'noise')
    search.text(noise.toString('base64'), 'Base64')
    search.text(noise.toString('hex'), 'hex')
  }
  assert.deepEqual(search.leaks, [])
  assert.ok(search.bytesRead > 64_000_000)
})

test('refuses a canary that chance could write', () => {
  assert.throws(() => new LeakSearch([{ name: 'short', text: 'too short' }]), /short is too short/)
})

describe('finds a canary in a folder', () => {
  const [canary] = canaries as [Canary]
  const searched = (fill: (folder: string) => void, options?: { except: string[] }) => {
    const folder = newFolder()
    fill(folder)
    const search = new LeakSearch(canaries)
    return { files: searchFolder(search, folder, options), search, folder }
  }

  test('in a file deep down, with the place where it stands', () => {
    const { search, files, folder } = searched((folder) => {
      fs.mkdirSync(path.join(folder, 'a/.b'), { recursive: true })
      fs.writeFileSync(path.join(folder, 'a/.b/c'), `0123456789${canary.text}`)
      fs.writeFileSync(path.join(folder, 'empty'), '')
    })
    assert.equal(files, 2)
    assert.deepEqual(
      search.leaks.map(({ canary, form, where, offset }) => ({ canary, form, where, offset })),
      [{ canary: 'plain', form: 'raw', where: path.join(folder, 'a/.b/c'), offset: 10 }],
    )
  })

  test('across every border of the parts in which a large file is read', () => {
    const chunk = 8 * 1024 * 1024
    for (const shift of [-60, -50, -30, -8, -1, 0, 1, 300]) {
      const { search, folder } = searched((folder) => {
        const file = Buffer.alloc(2 * chunk + 4096, 0x20)
        file.write(canary.text, chunk + search0.overlap + shift)
        fs.writeFileSync(path.join(folder, 'large'), file)
      })
      assert.equal(search.leaks.length, 1, `at ${shift}`)
      assert.equal(search.leaks[0]?.times, canary.text.length - 7, `each window once at ${shift}`)
      assert.equal(search.bytesRead, 2 * chunk + 4096 + 'large'.length + path.basename(folder).length)
    }
  })
  const search0 = new LeakSearch(canaries)

  test('in a name, in what a link points to, in gzip and in a ZIP archive', () => {
    const places: Record<string, (folder: string) => void> = {
      name: (folder) => fs.writeFileSync(path.join(folder, canary.text), ''),
      folderName: (folder) => fs.mkdirSync(path.join(folder, canary.text, 'x'), { recursive: true }),
      link: (folder) => fs.symlinkSync(`/nowhere/${canary.text}`, path.join(folder, 'link')),
      gzip: (folder) => fs.writeFileSync(path.join(folder, 'log.gz'), gzipSync(`line ${canary.text}`.repeat(3))),
      zip: (folder) => fs.writeFileSync(path.join(folder, 'trace.zip'), zipOf('trace.json', `{"v":"${canary.text}"}`)),
    }
    for (const [name, fill] of Object.entries(places)) assert.deepEqual(found(searched(fill).search), ['plain'], name)
  })

  test('but not in what is left out by name', () => {
    const folder = newFolder()
    fs.writeFileSync(path.join(folder, 'root.key'), canary.text)
    const search = new LeakSearch(canaries)
    assert.equal(searchFolder(search, folder, { except: [path.join(folder, 'root.key')] }), 0)
    assert.deepEqual(search.leaks, [])
  })
})

/** One deflated file as ZIP programs write it. */
function zipOf(name: string, text: string): Buffer {
  const data = deflateRawSync(text)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end])
}

describe('finds a canary in a database', () => {
  const [plain, withSpecial] = canaries as [Canary, Canary]
  const columns: Record<string, { type: string; value: unknown }> = {
    text: { type: 'text', value: `x${withSpecial.text}` },
    jsonb: { type: 'jsonb', value: JSON.stringify({ a: [{ b: plain.text }] }) },
    'bytea that is the value': { type: 'bytea', value: Buffer.from(plain.text) },
    'bytea with Base64 in it': { type: 'bytea', value: Buffer.from(Buffer.from(plain.text).toString('base64')) },
    array: { type: 'text[]', value: ['a', plain.text] },
    'large text across the pieces of COPY': {
      type: 'text',
      value: `${'x'.repeat(200_000)}${plain.text}${'y'.repeat(200_000)}`,
    },
  }
  for (const [name, { type, value }] of Object.entries(columns)) {
    test(`in a column of ${name}`, async () => {
      await withDatabase(async (url, client) => {
        await client.query(`CREATE SCHEMA other; CREATE TABLE other."Odd name" (id int, v ${type})`)
        await client.query(`INSERT INTO other."Odd name" VALUES (1, NULL), (2, $1)`, [value])
        const search = new LeakSearch(canaries)
        const tables = await searchTables(search, url)
        assert.ok(tables.includes('other."Odd name"'))
        assert.equal(found(search).length, 1)
        assert.ok(search.leaks.every((leak) => leak.where.startsWith('table other."Odd name"')))
      })
    })
  }

  test('in what PostgreSQL itself keeps: statistics of a column, a comment, the last query of a connection', async () => {
    const plants: Record<string, (client: pg.Client) => Promise<unknown>> = {
      pg_statistic: async (client) => {
        await client.query('CREATE TABLE t (v text)')
        await client.query('INSERT INTO t SELECT $1::text FROM generate_series(1, 50)', [plain.text])
        await client.query('ANALYZE t')
        await client.query('DELETE FROM t')
      },
      pg_description: (client) => client.query(`COMMENT ON SCHEMA public IS '${plain.text}'`),
      pg_stat_activity: (client) => client.query(`SELECT '${plain.text}'`),
    }
    for (const [name, plant] of Object.entries(plants)) {
      await withDatabase(async (url, client) => {
        await plant(client)
        const search = new LeakSearch(canaries)
        await searchTables(search, url)
        assert.ok(
          search.leaks.some((leak) => leak.where === `table pg_catalog.${name}`),
          name,
        )
      })
    }
  })

  test('and nothing in a database without one', async () => {
    await withDatabase(async (url) => {
      const search = new LeakSearch(canaries)
      assert.ok((await searchTables(search, url)).length > 50)
      assert.deepEqual(search.leaks, [])
      assert.ok(search.bytesRead > 100_000)
    })
  })

  test('and says so when a table cannot be read', async () => {
    await withDatabase(async (url, client) => {
      await client.query("CREATE FUNCTION refuse() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$")
      await client.query('CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED)')
      await client.query('ALTER TABLE t ENABLE ROW LEVEL SECURITY')
      await client.query('CREATE MATERIALIZED VIEW empty AS SELECT refuse() WITH NO DATA')
      await assert.rejects(searchTables(new LeakSearch(canaries), url), /has not been populated/)
    })
  })
})

async function withDatabase(work: (url: string, client: pg.Client) => Promise<void>): Promise<void> {
  const server = process.env.DATABASE_URL
  if (!server) throw new Error('DATABASE_URL is not set: run the tests with `npm test`.')
  const name = `leak_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${name}`)
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      await work(url.href, client)
    } finally {
      await client.end()
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    }
  } finally {
    await admin.end()
  }
}
