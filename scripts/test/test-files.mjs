import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folders = ['app', 'bench', 'cli', 'components', 'e2e', 'lib', 'scripts']
const database = ['lib/db/client.ts', 'lib/testing/with-empty-database.ts', 'scripts/launcher/start-postgres.mjs']

/** The tests that stand beside what they test, those of whole commands left out. Relative to `folder`, sorted. */
export function unitTests(folder) {
  return folders
    .filter((name) => existsSync(path.join(folder, name)))
    .flatMap((name) => readdirSync(path.join(folder, name), { recursive: true }).map((file) => path.join(name, file)))
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.endsWith('.e2e.test.ts'))
    .sort()
}

/** Whether a file reaches a database by what it imports: such a test is left out where there is none. */
export function needsDatabase(folder, file, seen = new Set()) {
  if (database.includes(file)) return true
  if (seen.has(file)) return false
  seen.add(file)
  const imports = importsOf(folder, file)
  return imports.includes('pg') || imports.some((imported) => needsDatabase(folder, imported, seen))
}

/** What a file imports as values, types leaving no import behind: the project's own files, and packages by name. */
export function importsOf(folder, file) {
  if (!existsSync(path.join(folder, file))) return []
  const text = readFileSync(path.join(folder, file), 'utf8')
  const found = text.matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?['"]([^'"]+)['"]/gm)
  return [...found].map(([, target]) => {
    if (target.startsWith('#')) return target.slice(1)
    return target.startsWith('.') ? path.join(path.dirname(file), target) : target
  })
}
