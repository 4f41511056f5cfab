import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A promise of one of the five documents, and the journey that shows that it is kept. */
export type CoverageRow = { id: string; promise: string; file: string; title: string }

/**
 * The rows of docs/coverage.md: `| A1 | promise | `e2e/journeys/x.spec.ts` › test title |`. Throws for a line of its tables
 * that is not of this form, so that no row is overlooked.
 */
export function coverageRows(
  text = readFileSync(fileURLToPath(new URL('../docs/coverage.md', import.meta.url)), 'utf8'),
) {
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s|:-]*$/.test(line))
  return lines
    .filter((line) => !/^\|\s*promise of/i.test(line))
    .map((line): CoverageRow => {
      const [, id, promise, file, title] =
        /^\| ([A-E]\d+)\s+\| (.+?)\s+\| `(e2e\/[\w/-]+\.spec\.ts)` › (.+?)\s+\|$/.exec(line) ?? []
      if (!id || !promise || !file || !title) throw new Error(`docs/coverage.md has a line that is no row: ${line}`)
      return { id, promise, file, title }
    })
}
