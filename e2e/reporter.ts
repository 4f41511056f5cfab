import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter'
import { coverageRows } from './coverage-rows.ts'

/**
 * One line a test, and a count at the end. Of a failure it prints the sentence and the place, but no step, no argument
 * and no element: those can hold what was typed.
 */
export default class PlainReporter implements Reporter {
  #passed = 0
  #failed = 0
  #startedAt = 0
  /** Journeys that the table of promises names, and that have not passed. */
  readonly #owed = new Map(coverageRows().map((row) => [`${row.file} › ${row.title}`, row.id]))
  #isWhole = false
  #root = ''

  onBegin(config: FullConfig, suite: Suite): void {
    this.#startedAt = Date.now()
    // Of a part of the journeys, none is owed.
    this.#isWhole = process.argv.slice(2).every((argument) => argument === 'test')
    this.#root = config.rootDir
    process.stdout.write(`${suite.allTests().length} journeys in Chromium\n`)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const isGood = result.status === test.expectedStatus
    if (isGood) this.#passed += 1
    else this.#failed += 1
    const file = path.posix.join('e2e', path.relative(this.#root, test.location.file))
    if (result.status === 'passed') this.#owed.delete(`${file} › ${test.title}`)
    const title = test.titlePath().slice(2).join(' › ')
    process.stdout.write(`${isGood ? '✔' : '✖'} ${title} (${(result.duration / 1000).toFixed(1)} s)\n`)
    if (!isGood) for (const error of result.errors) this.onError(error)
  }

  onError(error: TestError): void {
    const text = stripVTControlCharacters(error.stack ?? error.message ?? 'unknown error')
    const lines = text
      .split('\n')
      .filter((line) => !/<[a-z]|^\s*- (fill|press|type|waiting|locator|input)/i.test(line))
      .slice(0, 40)
    process.stdout.write(`${lines.map((line) => `    ${line}`).join('\n')}\n`)
  }

  async onEnd(result: FullResult): Promise<{ status?: FullResult['status'] }> {
    if (this.#isWhole) {
      for (const [journey, id] of this.#owed) {
        this.#failed += 1
        process.stdout.write(`✖ docs/coverage.md ${id}: ${journey} did not pass\n`)
      }
    }
    const seconds = ((Date.now() - this.#startedAt) / 1000).toFixed(1)
    process.stdout.write(`${this.#passed} passed, ${this.#failed} failed (${seconds} s)\n`)
    const isOwed = this.#isWhole && this.#owed.size > 0
    return { status: isOwed || this.#passed + this.#failed === 0 ? 'failed' : result.status }
  }

  printsToStdio(): boolean {
    return true
  }
}
