import { writeSync } from 'node:fs'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { OperatorError } from '#lib/core/operator-error.ts'

const launcher = 3

/** Hands a result to the launcher, apart from what this process prints and logs. */
export function answer(result: unknown): void {
  writeSync(launcher, JSON.stringify(result))
}

/** Runs one step of a start. What an operator can mend is told in its sentence, anything else by the id in the log. */
export async function runStep(step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    const isPlain = error instanceof OperatorError || error instanceof PosternError
    const sentence = isPlain ? error.message : `Something unexpected happened (${log.failure(error)}).`
    process.stderr.write(`${sentence}\n`)
    process.exitCode = 1
  }
}
