import type { Permit } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { PosternError } from '#lib/core/errors.ts'
import { assertAim } from '#lib/integrations/assert-aim.ts'
import { countTest } from '#lib/integrations/count-test.ts'
import { joinAims } from '#lib/integrations/join-aims.ts'
import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { inTestSlot } from '#lib/integrations/test-slots.ts'
import type { MessageData } from '#lib/references/data-values.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { send } from '#lib/sending/send.ts'
import type { Consumer } from '#lib/sending/usage.ts'
import { readVariables } from '#lib/variables/read-variables.ts'
import { assertTemplateAim } from './assert-template-aim.ts'
import { messageFills } from './message-fills.ts'
import { getTemplate } from './read-templates.ts'
import type { SendTemplateInput, TemplateDetails } from './schema.ts'

/** `rowVersion`: what whoever sends it has seen; null: whatever is saved now. */
export type TemplateToSend = Pick<SendTemplateInput, 'id' | 'sample' | 'event' | 'recipient'> & {
  rowVersion: number | null
}

/**
 * Sends a saved template through its request: its body in place of the request's, with the event and the recipient of an
 * example, or those given, filled in as data. A refused send is an answer, not an error, and is logged. Throws
 * `not_found`, `stale_version` if what is saved is no longer what the page shows, and `invalid` if no request is chosen.
 */
export async function sendTemplate(permit: Permit<'template:send'>, input: TemplateToSend): Promise<Exchange> {
  const saved = await getTemplate(permit, input.id)
  if (input.rowVersion !== null && saved.rowVersion !== input.rowVersion) {
    throw new PosternError(
      'stale_version',
      `Nothing was sent. ${saved.updatedByName} changed this template while you had it open. Load it again to send what is saved now.`,
    )
  }
  const { delivery } = saved
  if (!delivery)
    throw new PosternError('invalid', 'Nothing was sent. No request is chosen to send this template through.')
  const request = await getIntegrationRequest(permit, { id: delivery.requestId })
  const data = dataOf(saved, input)
  const consumer: Consumer = {
    kind: 'template',
    id: saved.id,
    name: saved.name,
    purpose: 'integration',
    aim: async (attempt) =>
      joinAims(await assertAim(permit, request, attempt), await assertTemplateAim(permit, saved, attempt)),
  }
  const exchange = await inTestSlot(permit, async () => {
    // What is guessed may stand in the data as well as in the text.
    await countTest(permit, { ...request, body: `${saved.subject}${saved.body}${data.event}${data.recipient}` })
    const fills = messageFills(saved.subject, data, await readVariables(permit))
    return send(permit, consumer, { ...request, bodyType: saved.bodyType, body: saved.body }, { fills })
  }).catch((error: unknown) => {
    if (error instanceof PosternError && error.code === 'integration_disabled')
      logRefusal(permit, saved, { code: error.code, host: delivery.host })
    throw error
  })
  if (exchange.outcome === 'refused') {
    const { code, field, secretId, secretName } = exchange
    const details = { code, ...(field && { note: field }), host: exchange.host ?? delivery.host }
    logRefusal(permit, saved, details)
    if (secretId && secretName) {
      const subject = { kind: 'secret' as const, id: secretId, name: secretName }
      recordRefusal(permit, { action: 'send.refused', subject, details })
    }
  }
  return exchange
}

/** Throws `not_found` for an example that the template has not. */
function dataOf({ samples }: TemplateDetails, { sample, event, recipient }: TemplateToSend): MessageData {
  if (sample === null) return { event, recipient }
  const found = samples[sample]
  if (!found) throw new PosternError('not_found')
  return found
}

function logRefusal(
  permit: Permit<'template:send'>,
  { id, name }: TemplateDetails,
  details: { code: string; note?: string; host: string },
): void {
  recordRefusal(permit, { action: 'send.refused', subject: { kind: 'template', id, name }, details })
}
