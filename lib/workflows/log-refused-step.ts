import type { Permit } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import type { Exchange } from '#lib/sending/exchange.ts'

/** Logs a refused send of a step, with the workflow and with the secret that it stopped at. */
export function logRefusedStep(
  permit: Permit<'workflow:run'>,
  workflow: { id: string; name: string },
  { code, field, host, secretId, secretName }: Extract<Exchange, { outcome: 'refused' }>,
): void {
  const details = { code, ...(field && { note: field }), ...(host && { host }) }
  const subject = { kind: 'workflow' as const, id: workflow.id, name: workflow.name }
  recordRefusal(permit, { action: 'send.refused', subject, details })
  if (secretId && secretName)
    recordRefusal(permit, {
      action: 'send.refused',
      subject: { kind: 'secret', id: secretId, name: secretName },
      details,
    })
}
