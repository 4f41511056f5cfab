import { setTimeout as wait } from 'node:timers/promises'
import type { Permit } from '#lib/access/permit.ts'
import { judgeStored } from '#lib/references/check-request.ts'
import { isIdempotent } from '#lib/references/is-idempotent.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import { type Attempt, attempt } from './attempt.ts'
import { urlToJudge } from './compose-request.ts'
import type { EarlierAttempt, Exchange, ShownRequest } from './exchange.ts'
import { type Fills, fillMacros, noFills } from './fills.ts'
import { fieldsOf, type Hop } from './hop.ts'
import { judgeSaved } from './judge-saved.ts'
import { maxRedirects } from './limits.ts'
import { tooManyRedirects } from './next-hop.ts'
import { Refusal } from './refusal.ts'
import { isWorthRetrying, retryDelayMs } from './retry.ts'
import type { SendPermission } from './send-permission.ts'
import type { ReadBody, Used } from './show-answer.ts'
import { showRequest } from './show-request.ts'
import { Steps } from './steps.ts'
import type { Consumer } from './usage.ts'

/**
 * What a send is given beyond its saved text. `fills`: what its macros stand for. `sent`: what earlier sends of the same
 * run carried, which its answer may hand back; its own is added. `readBody`: told the whole body of the answer, redacted,
 * of which only the beginning is shown.
 */
type SendWith = { fills?: Fills; sent?: Used[]; readBody?: ReadBody | undefined }

/**
 * The one way out: sends a saved request with the values of its references, and says what became of it, redacted.
 * Redirects and retries, where the request asks for them, are requests of their own: each is judged afresh and leaves
 * its own record. A refusal is an answer. Throws only for a failure of our own; then nothing is shown.
 */
export async function send(
  permit: Permit<SendPermission>,
  consumer: Consumer,
  request: StoredRequest,
  { fills = noFills, sent = [], readBody }: SendWith = {},
): Promise<Exchange> {
  const startedAt = performance.now()
  const earlier: EarlierAttempt[] = []
  const first = begin(request, fills)
  if (first instanceof Refusal) return notBegun(first)
  let { hop, judged } = first
  let hasLeft = false
  let retriesLeft = isIdempotent(request.method) ? request.retries : 0
  for (;;) {
    const aim = await consumer.aim({ isAgain: earlier.length > 0 })
    const came = await attempt(permit, consumer, { hop, judged, aim, retriesLeft, sent, readBody })
    hasLeft ||= !came.nothingLeft
    const redirects = earlier.filter(({ why }) => why === 'redirect').length
    const passed = { ...summary(came), method: hop.request.method, host: judged.host }
    const delayMs = delayOf(came, { retries: request.retries, retriesLeft })
    if (came.kind === 'redirected' && redirects < maxRedirects) {
      earlier.push({ why: 'redirect', ...passed })
      hop = came.next
      judged = hop.url ?? judged
    } else if (delayMs !== null) {
      earlier.push({ why: 'retry', ...passed })
      retriesLeft -= 1
      await wait(delayMs)
    } else {
      const durationMs = Math.round(performance.now() - startedAt)
      return {
        ...outcomeOf({ ...came, nothingLeft: !hasLeft }),
        earlier,
        host: judged.host,
        request: first.shown,
        durationMs,
      }
    }
  }
}

/** Parses what was saved, without any value, or says why it cannot be sent. */
function begin(request: StoredRequest, fills: Fills): { hop: Hop; judged: URL; shown: ShownRequest } | Refusal {
  const { templates, faults } = judgeStored(request)
  const refusal = judgeSaved(request, faults)
  if (refusal) return refusal
  try {
    const filled = fillMacros(fieldsOf({ templates }), fills)
    const judged = urlToJudge(request, templates)
    const shown = showRequest(request, { templates, fills: filled }, judged)
    return { hop: { request, templates, fills: filled, url: null }, judged, shown }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function notBegun(refusal: Refusal): Exchange {
  const steps = new Steps()
  steps.stop(refusal.note)
  const nothing = { usageId: null, request: null, secrets: [], earlier: [], host: null, durationMs: 0 }
  return { ...nothing, steps: steps.all(), ...refused(refusal, true) }
}

const summary = ({ status, durationMs, usageId, ...came }: Attempt) => ({
  status,
  durationMs,
  usageId,
  code: came.kind === 'refused' ? came.refusal.code : null,
})

/** How long to wait until the request is sent again; null: this is how it ends. */
function delayOf(came: Attempt, { retries, retriesLeft }: { retries: number; retriesLeft: number }): number | null {
  if (retriesLeft === 0) return null
  if (came.kind === 'busy') return came.delayMs
  const hasFailed = came.kind === 'refused' && isWorthRetrying(came.refusal)
  return hasFailed ? retryDelayMs(retries - retriesLeft, null) : null
}

function outcomeOf(came: Attempt) {
  const { steps, usageId, secrets, nothingLeft } = came
  const left = { usageId, secrets }
  switch (came.kind) {
    case 'answered':
      return {
        ...left,
        steps: steps.all(),
        outcome: 'answered',
        answer: came.answer,
        redactions: came.redactions,
      } as const
    case 'refused':
      return { ...left, steps: steps.all(), ...refused(came.refusal, nothingLeft) }
    case 'redirected': {
      const refusal = tooManyRedirects(maxRedirects)
      steps.stop(refusal.note)
      return { ...left, steps: steps.all(), ...refused(refusal, nothingLeft) }
    }
    case 'busy':
      throw new Error('A busy answer was neither shown nor tried again.')
  }
}

function refused({ code, message, field, secret }: Refusal, nothingLeft: boolean) {
  return {
    outcome: 'refused',
    code,
    message,
    field,
    secretId: secret?.id ?? null,
    secretName: secret?.name ?? null,
    secretLevel: secret?.id == null ? null : secret.domainId === null ? 'organization' : 'domain',
    nothingLeft,
  } as const
}
