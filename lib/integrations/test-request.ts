import type { Permit } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { send } from '#lib/sending/send.ts'
import { readVariables } from '#lib/variables/read-variables.ts'
import { assertAim } from './assert-aim.ts'
import { countTest } from './count-test.ts'
import { getIntegrationRequest } from './read-request.ts'
import type { TestIntegrationRequestInput } from './schema.ts'
import { inTestSlot } from './test-slots.ts'
import { variableFills } from './variable-fills.ts'

/** `rowVersion`: what whoever sends it has seen; null: whatever is saved now. */
export type RequestToSend = Pick<TestIntegrationRequestInput, 'integrationId' | 'id'> & { rowVersion: number | null }

/**
 * Sends a saved request and shows the exchange, redacted. A refused send is an answer, not an error, and is logged.
 * Throws `not_found`, and `stale_version` if what is saved is no longer what the page shows.
 */
export async function testIntegrationRequest(
  permit: Permit<'integration:test'>,
  input: RequestToSend,
): Promise<Exchange> {
  const saved = await getIntegrationRequest(permit, input)
  if (input.rowVersion !== null && saved.rowVersion !== input.rowVersion) {
    throw new PosternError(
      'stale_version',
      `Nothing was sent. ${saved.updatedByName} changed this request while you had it open. Load it again to test what is saved now.`,
    )
  }
  const consumer = {
    kind: 'integration_request' as const,
    id: saved.id,
    name: `${saved.integrationName} · ${saved.name}`,
    purpose: 'integration' as const,
    aim: (attempt: { isAgain: boolean }) => assertAim(permit, saved, attempt),
  }
  const subject = { kind: 'integration_request' as const, id: saved.id, name: saved.name }
  const exchange = await inTestSlot(permit, async () => {
    await countTest(permit, saved)
    return send(permit, consumer, saved, { fills: variableFills(await readVariables(permit)) })
  }).catch((error: unknown) => {
    if (error instanceof PosternError && error.code === 'integration_disabled') {
      const details = { code: error.code, host: hostOf(saved.baseUrl) }
      recordRefusal(permit, { action: 'send.refused', subject, details })
    }
    throw error
  })
  if (exchange.outcome === 'refused') {
    const { code, field } = exchange
    const details = { code, ...(field && { note: field }), host: exchange.host ?? hostOf(saved.baseUrl) }
    recordRefusal(permit, { action: 'send.refused', subject, details })
    if (exchange.secretId && exchange.secretName) {
      recordRefusal(permit, {
        action: 'send.refused',
        subject: { kind: 'secret', id: exchange.secretId, name: exchange.secretName },
        details,
      })
    }
  }
  return exchange
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : ''
}
