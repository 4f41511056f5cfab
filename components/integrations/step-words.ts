import type { StepName } from '#lib/sending/exchange.ts'

/** What the steps of a send are called. */
export const stepWords: Record<StepName, string> = {
  resolve: 'Resolve',
  judge: 'Judge',
  address: 'Address',
  send: 'Send',
  redact: 'Redact',
}
