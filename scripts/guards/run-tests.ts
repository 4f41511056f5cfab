import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What came of some test files: the tests that failed, by their titles. */
export type Verdict = { isGreen: boolean; failed: string[] }

/**
 * Runs test files in a copy of the project. A file that does not even load has no failed test: what is broken then is not
 * what the test is about.
 */
export async function runTests(folder: string, files: string[]): Promise<Verdict> {
  const args = ['--test', '--test-reporter=tap', '--test-timeout=120000', ...files]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const [code] = await once(child, 'close')
  const failed = [...output.matchAll(/^ *not ok \d+ - (.+)$/gm)].map(([, title = '']) => title)
  return { isGreen: code === 0, failed: failed.filter((title) => !/\.test\.tsx?$/.test(title)) }
}
