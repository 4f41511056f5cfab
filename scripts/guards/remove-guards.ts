import fs from 'node:fs'
import path from 'node:path'
import { copyProject } from './copy-project.ts'
import type { Guard } from './guard.ts'
import { runTests } from './run-tests.ts'

export type Removed = { guard: Guard; failed: string[]; problem: string | null }

/**
 * Takes each guard away by itself, in a copy of the checkout, and runs its tests. A problem is a guard whose text is not
 * there once, whose tests are red with it, or green without it.
 */
export async function removeGuards(guards: Guard[], tell: (removed: Removed) => void): Promise<Removed[]> {
  const { folder, remove } = copyProject()
  try {
    const whole = new Map<string, boolean>()
    const removed: Removed[] = []
    for (const guard of guards) {
      for (const file of guard.tests) if (!whole.has(file)) whole.set(file, (await runTests(folder, [file])).isGreen)
      const result = await removeOne(folder, guard, whole)
      removed.push(result)
      tell(result)
    }
    return removed
  } finally {
    remove()
  }
}

async function removeOne(folder: string, guard: Guard, whole: Map<string, boolean>): Promise<Removed> {
  const red = guard.tests.filter((file) => !whole.get(file))
  if (red.length > 0) return { guard, failed: [], problem: `red although the guard is there: ${red.join(', ')}` }
  const source = path.join(folder, guard.file)
  const text = fs.readFileSync(source, 'utf8')
  const problem = problemOf(guard, text)
  if (problem) return { guard, failed: [], problem }
  fs.writeFileSync(
    source,
    text.replace(guard.text, () => guard.without),
  )
  try {
    const { failed } = await runTests(folder, guard.tests)
    return { guard, failed, problem: failed.length > 0 ? null : 'every test is green without it' }
  } finally {
    fs.writeFileSync(source, text)
  }
}

/** What is wrong with a guard for the file that it names; null: its text stands there once. */
export function problemOf(guard: Guard, text: string): string | null {
  const count = text.split(guard.text).length - 1
  return count === 1 ? null : `its text stands ${count} times in ${guard.file}`
}
