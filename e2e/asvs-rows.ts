import { readFileSync } from 'node:fs'

/** How a requirement of OWASP ASVS stands: met as the named tests show, not applicable, or open, with why. */
export type AsvsRow = {
  number: string
  state: 'met' | 'not applicable' | 'open'
  tests: { file: string; title: string }[]
}

const readBeside = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/**
 * The rows of docs/asvs.md: `| 6.2.1 | what | met: `file` › test title |`, several tests parted by `<br>`. Throws for a
 * line of its tables that is not of this form, so that no row is overlooked.
 */
export function asvsRows(text = readBeside('../docs/asvs.md')): AsvsRow[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]*$/.test(line) && !line.startsWith('| number '))
    .map((line) => {
      const [, number, state, said] =
        /^\| (\d+\.\d+\.\d+)\s+\| [^|]+?\s+\| (met|not applicable|open): (.+?)\s+\|$/.exec(line) ?? []
      const tests = state === 'met' ? testsIn(said ?? '') : []
      if (!number || !state || !said || !tests) throw new Error(`docs/asvs.md has a line that is no row: ${line}`)
      return { number, state: state as AsvsRow['state'], tests }
    })
}

function testsIn(said: string): AsvsRow['tests'] | null {
  const tests = said.split('<br>').map((each) => {
    const [, file = '', title = ''] = /^`([\w./-]+\.(?:test|spec)\.tsx?)` › (.+)$/.exec(each.trim()) ?? []
    return { file, title }
  })
  return tests.every(({ file, title }) => file && title) ? tests : null
}

/** The numbers that docs/asvs.md has to answer for: level 1, and of some chapters level 2. */
export function asvsNumbers(): string[] {
  const { levels } = JSON.parse(readBeside('./asvs-numbers.json')) as {
    levels: Record<string, Record<'1' | '2', string[]>>
  }
  return Object.values(levels).flatMap((chapter) => [...chapter[1], ...chapter[2]])
}
