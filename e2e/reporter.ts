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

/**
 * One line a test, and a count at the end. Of a failure it prints the sentence and the place, but no step, no argument
 * and no element: those can hold what was typed.
 */
export default class PlainReporter implements Reporter {
  #passed = 0
  #failed = 0
  #startedAt = 0

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#startedAt = Date.now()
    process.stdout.write(`${suite.allTests().length} journeys in Chromium\n`)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const isGood = result.status === test.expectedStatus
    if (isGood) this.#passed += 1
    else this.#failed += 1
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
    const seconds = ((Date.now() - this.#startedAt) / 1000).toFixed(1)
    process.stdout.write(`${this.#passed} passed, ${this.#failed} failed (${seconds} s)\n`)
    return { status: this.#passed + this.#failed === 0 ? 'failed' : result.status }
  }

  printsToStdio(): boolean {
    return true
  }
}
