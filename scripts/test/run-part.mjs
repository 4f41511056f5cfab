import { reportProgress } from '../launcher/report-progress.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: number | string | null, output: string, counts?: Counts }} PartResult */

const longest = 300

/**
 * Runs one part of the checks, prints how it went, and how long it took, on one line, and what it printed if it failed.
 * Returns `{ passed, failed }`: a part that counts nothing counts as one. Never throws.
 * @param {{ name: string, run: () => Promise<PartResult> }} part
 * @param {(line: string) => unknown} write
 */
export async function runPart({ name, run }, write = (line) => process.stdout.write(`${line}\n`)) {
  const start = Date.now()
  const result = await reportProgress(name, run, write).catch((error) => ({ status: 1, output: error.message }))
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  const counts = withExitCode(result)
  const told = result.counts
    ? `${counts.passed} passed, ${counts.failed} failed`
    : counts.failed === 0
      ? 'ok'
      : 'FAILED'
  const skipped = result.counts?.skipped ? `, ${result.counts.skipped} skipped` : ''
  if (counts.failed > 0) {
    const lines = result.output.trimEnd().split('\n')
    if (lines.length > longest) write(`(the first ${lines.length - longest} lines are left out)`)
    for (const line of lines.slice(-longest)) write(line)
  }
  write(`${counts.failed === 0 ? '✔' : '✖'} ${name}: ${told}${skipped} (${seconds} s)`)
  return counts
}

/**
 * A runner that ends badly without having counted a failure, or counts nothing at all, has failed.
 * @param {PartResult} result
 */
export function withExitCode({ status, counts }) {
  if (counts === undefined) return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const { passed, failed } = counts
  const isWrong = failed === 0 && (status !== 0 || passed === 0)
  return { passed, failed: isWrong ? 1 : failed }
}

/** The counts that scripts/test/report-tests.mjs printed on its last line. */
export function countsOfTests(output) {
  const line = output
    .trimEnd()
    .split('\n')
    .findLast((line) => /^\{"passed":\d+,"failed":\d+,"skipped":\d+\}$/.test(line))
  return line === undefined ? { passed: 0, failed: 0, skipped: 0 } : JSON.parse(line)
}

/** The counts of the journeys' reporter: `12 passed, 0 failed (34.5 s)`. */
export function countsOfJourneys(output) {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed \(/gm)].at(-1) ?? []
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: 0 }
}
