import type { ErrorCode } from '#lib/core/errors.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { Steps } from '#lib/sending/steps.ts'

/** What is kept of a step that came to nothing, as a send that stopped before its first step is shown. */
export function refusedExchange(code: ErrorCode, message: string, host: string): Exchange {
  const steps = new Steps()
  steps.stop('The run ended')
  return {
    steps: steps.all(),
    earlier: [],
    host,
    usageId: null,
    request: null,
    secrets: [],
    durationMs: 0,
    outcome: 'refused',
    code,
    message,
    field: null,
    secretId: null,
    secretName: null,
    secretLevel: null,
    nothingLeft: true,
  }
}
