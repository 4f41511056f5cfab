// A developer's tool: does schema.prisma say what the migrations do, and if not, write the migration that is missing.
// It runs Prisma's schema engine as WebAssembly, because the native one is a download that many networks do not reach.
// Databases are migrated by lib/db/migrate.ts, never by this.
//
//   node scripts/schema-engine.mjs check          (DATABASE_URL: any database of a user that may create others)
//   node scripts/schema-engine.mjs create NAME
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

const internalCharOid = 18
const blankPaddedCharOid = 1042

/** PostgreSQL's internal "char", which the engine's introspection selects, is unknown to adapter-pg 7.10. */
function readInternalChar(queryable) {
  const performIO = queryable.performIO.bind(queryable)
  const queryRaw = queryable.queryRaw.bind(queryable)
  const charColumns = new WeakMap()
  queryable.performIO = async (query) => {
    const result = await performIO(query)
    const fields = (result.fields ?? []).filter((field) => field.dataTypeID === internalCharOid)
    for (const field of fields) field.dataTypeID = blankPaddedCharOid
    charColumns.set(
      query,
      fields.map((field) => field.name),
    )
    return result
  }
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const name of charColumns.get(query) ?? []) {
      result.columnTypes[result.columnNames.indexOf(name)] = ColumnTypeEnum.Character
    }
    return result
  }
  return queryable
}

/** adapter-pg's own executeScript splits at every ';', also inside the body of a function. */
function runScriptsWhole(queryable) {
  queryable.executeScript = async (script) => {
    try {
      await queryable.client.query(script)
    } catch (error) {
      queryable.onError(error)
    }
  }
  return queryable
}

const repaired = (queryable) => runScriptsWhole(readInternalChar(queryable))

class MigrationAdapter extends PrismaPg {
  #url

  constructor(databaseUrl) {
    // Without allowExitOnIdle the pool would keep the process alive.
    super({ connectionString: databaseUrl, allowExitOnIdle: true })
    this.#url = databaseUrl
  }

  async connect() {
    return repaired(await super.connect())
  }

  /** The stock method keeps `connectionString`, so that its "shadow" is the real database. */
  async connectToShadowDb() {
    const admin = await super.connect()
    const name = `shadow_${crypto.randomUUID()}`
    await admin.executeScript(`CREATE DATABASE "${name}"`)
    const url = new URL(this.#url)
    url.pathname = `/${name}`
    const factory = new PrismaPg({ connectionString: url.href, allowExitOnIdle: true }, { onPoolError() {} })
    const shadow = repaired(await factory.connect())
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await admin.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`)
      await admin.dispose()
    }
    return shadow
  }
}

/** Once a process: the bindings keep views of one instance's memory. */
let loaded

async function load() {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const wasm = readFileSync(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) }
}

async function startEngine(databaseUrl, datamodels) {
  loaded ??= load()
  await loaded
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(databaseUrl))
  return bindings.SchemaEngine.new({ datamodels }, () => {}, factory)
}

function migrationsIn(folder) {
  const lockfile = path.join(folder, 'migration_lock.toml')
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: folder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

/**
 * The SQL that leads from the migrations to the schema; empty where they agree. Works in a database of its own, which
 * it makes beside the one of `databaseUrl` and drops.
 */
export async function missingMigration({ databaseUrl, schemaFile, migrationsFolder }) {
  const files = [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }]
  const engine = await startEngine(
    databaseUrl,
    files.map((file) => [file.path, file.content]),
  )
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationsIn(migrationsFolder) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return exitCode === 0 ? '' : String(stdout)
  } finally {
    engine.free()
  }
}

function writeMigration(migrationsFolder, name, sql) {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = path.join(migrationsFolder, `${time}_${name}`)
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  return path.relative('.', folder)
}

async function main([command, name]) {
  const databaseUrl = process.env.DATABASE_URL
  const isNamed = command === 'create' && /^[a-z0-9_]+$/.test(name ?? '')
  if (!databaseUrl || (command !== 'check' && !isNamed)) {
    process.stderr.write('Usage: npm run schema -- check | create NAME (lower-case letters, digits and _)\n')
    return 2
  }
  const migrationsFolder = path.resolve('prisma/migrations')
  const sql = await missingMigration({
    databaseUrl,
    schemaFile: path.resolve('prisma/schema.prisma'),
    migrationsFolder,
  })
  if (sql === '') {
    process.stdout.write('schema.prisma matches the migrations.\n')
    return 0
  }
  if (command === 'check') {
    process.stdout.write(`schema.prisma says more than the migrations do. Missing:\n${sql}`)
    return 1
  }
  const folder = writeMigration(migrationsFolder, name, sql)
  process.stdout.write(`Wrote ${folder}. Read it, and add what Prisma cannot say: checks, triggers, moves of data.\n`)
  return 0
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)))
