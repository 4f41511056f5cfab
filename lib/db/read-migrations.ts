import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { OperatorError } from '#lib/core/operator-error.ts'

export type Migration = { name: string; sql: string; checksum: string }

/** Where this build keeps its migrations: every command runs in the project's folder. */
export const migrationsFolder = (): string => path.join(process.cwd(), 'prisma', 'migrations')

/**
 * The migrations in a folder of Prisma's format, in their order, each with the checksum that Prisma's own CLI stores.
 * Throws an OperatorError where there are none.
 */
export function readMigrations(folder: string = migrationsFolder()): Migration[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
        .map((entry) => entry.name)
        .sort()
    : []
  if (names.length === 0) {
    throw new OperatorError('The folder prisma/migrations is missing or empty. Start Postern from its own folder.')
  }
  return names.map((name) => {
    const sql = readFileSync(path.join(folder, name, 'migration.sql'))
    return { name, sql: sql.toString('utf8'), checksum: createHash('sha256').update(sql).digest('hex') }
  })
}
