import { setTimeout as wait } from 'node:timers/promises'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import type { Fills } from '#lib/sending/fills.ts'
import { maxRequestBytes } from '#lib/sending/limits.ts'
import { send } from '#lib/sending/send.ts'
import { readVariables } from '#lib/variables/read-variables.ts'
import { assertStepAim } from './assert-step-aim.ts'
import { sealHistory } from './history.ts'
import { keepAnswer } from './keep-answer.ts'
import { exchangeText } from './keep-exchange.ts'
import type { LoadedStep } from './loaded-workflow.ts'
import { logRefusedStep } from './log-refused-step.ts'
import { refusedExchange } from './refused-exchange.ts'
import type { Run } from './run.ts'
import { runFills } from './run-fills.ts'
import { RunIsOver } from './run-is-over.ts'
import { countStep } from './run-pace.ts'
import { endRunStep, startRunStep } from './run-rows.ts'
import { macrosOfStep, requestOfStep } from './stored-step.ts'

type Around = { isLate: boolean; isCancelled: () => Promise<boolean> }

/** `ends`: the run may not go on, whatever the step says of failures. */
type Ended = 'succeeded' | 'failed' | 'ends' | 'cancelled'

/** Sends one step of a run and writes down what became of it: masked and sealed. Throws RunIsOver, and what is our own failure. */
export async function runStep(run: Run, step: LoadedStep, { isLate, isCancelled }: Around): Promise<Ended> {
  const { permit, key, workflow, sent, answers } = run
  const fills = runFills({ event: run.event, variables: await readVariables(permit), answers, sent })
  if (!isLate && (await isCancelledWhileWaiting(run, sizeOf(step, fills), isCancelled))) return 'cancelled'
  if (!(await startRunStep(key, step.position))) throw new RunIsOver()
  const consumer = {
    kind: 'workflow_step' as const,
    id: step.id,
    name: `${workflow.name} · ${step.name}`,
    purpose: 'webhook' as const,
    aim: (at: { isAgain: boolean }) => {
      if (run.isStopped) throw new RunIsOver()
      return assertStepAim(permit, key, step, at)
    },
  }
  let body = ''
  const readBody = (text: string) => {
    body = text
  }
  let exchange: Exchange
  let isOver = false
  try {
    if (isLate) throw new PosternError('run_too_long')
    exchange = await send(permit, consumer, requestOfStep(step), { fills, sent, readBody })
  } catch (error) {
    if (error instanceof RunIsOver) throw error
    if (!(error instanceof PosternError)) return failed(run, step, error)
    isOver = true
    exchange = refusedExchange(error.code, error.message, step.host)
  }
  const state = exchange.outcome === 'answered' && exchange.answer.status < 400 ? 'succeeded' : 'failed'
  if (exchange.outcome === 'answered') keepAnswer(answers, step.name, { status: exchange.answer.status, body })
  else logRefusedStep(permit, workflow, exchange)
  await endRunStep(key, step.position, {
    state,
    host: exchange.host ?? step.host,
    status: exchange.outcome === 'answered' ? exchange.answer.status : null,
    code: exchange.outcome === 'refused' ? exchange.code : null,
    durationMs: exchange.durationMs,
    usageId: exchange.usageId,
    sealedExchange: await sealHistory({ ...key, position: step.position }, exchangeText(exchange)),
  })
  return isOver ? 'ends' : state
}

/** A failure of our own: nothing is shown of it, and the run ends. */
async function failed({ key }: Run, step: LoadedStep, error: unknown): Promise<Ended> {
  log.failure(error)
  const nothing = { status: null, durationMs: 0, usageId: null, sealedExchange: null }
  await endRunStep(key, step.position, { ...nothing, state: 'failed', code: 'internal' })
  return 'ends'
}

/** Steps wait for their turn instead of failing: nobody looks at a button meanwhile. */
async function isCancelledWhileWaiting(
  { permit }: Run,
  bytes: number,
  isCancelled: () => Promise<boolean>,
): Promise<boolean> {
  for (;;) {
    let delayMs = await countStep(permit, bytes)
    if (delayMs === 0) return false
    for (; delayMs > 0; delayMs -= 1000) {
      await wait(Math.min(1000, delayMs))
      if (await isCancelled()) return true
    }
  }
}

/** The text of a step with what is filled into it; of what is too large to be sent, no more than tells that. */
function sizeOf(step: LoadedStep, fills: Fills): number {
  let size = Buffer.byteLength(JSON.stringify([step.url, step.headers, step.query, step.body]))
  for (const { macro } of macrosOfStep(step)) {
    if (size > maxRequestBytes) break
    size += Buffer.byteLength(fills(macro)?.text ?? '')
  }
  return size
}
