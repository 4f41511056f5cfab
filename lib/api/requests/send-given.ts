import type { Permit } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { countTest } from '#lib/integrations/count-test.ts'
import { inTestSlot } from '#lib/integrations/test-slots.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { send } from '#lib/sending/send.ts'
import type { Consumer } from '#lib/sending/usage.ts'
import { assertTokenHolds } from './assert-token-holds.ts'

/**
 * Sends a request that a program gave whole. The token has aimed all of it: host and references are of its reach, and
 * before each time that something is sent it must still hold. A refused send is an answer, and is logged. Throws
 * `rate_limited` and `unauthenticated`.
 */
export async function sendGiven(permit: Permit<'request:send'>, request: StoredRequest): Promise<Exchange> {
  const { actor } = permit
  if (actor.kind !== 'token') throw new Error('Only a token gives a request whole.')
  const reach = reachOf(actor)
  const references = new Map(listReferences(request).map(({ name }) => [name.toLowerCase(), reach]))
  const consumer: Consumer = {
    kind: 'api',
    id: actor.id,
    name: `API · ${actor.name}`,
    purpose: 'integration',
    aim: async (at) => {
      await assertTokenHolds(permit, at)
      return { host: reach, references }
    },
  }
  const exchange = await inTestSlot(permit, async () => {
    await countTest(permit, request)
    return send(permit, consumer, request)
  })
  if (exchange.outcome === 'refused') logRefusal(permit, exchange, new URL(request.baseUrl).host)
  return exchange
}

/** With the secret that it stopped at, or else with the domain. */
function logRefusal(
  permit: Permit<'request:send'>,
  { code, field, host, secretId, secretName }: Extract<Exchange, { outcome: 'refused' }>,
  aimedAt: string,
): void {
  const subject =
    secretId && secretName
      ? ({ kind: 'secret', id: secretId, name: secretName } as const)
      : ({ kind: 'domain', id: permit.domainId, name: permit.domain?.name ?? '' } as const)
  const details = { code, ...(field && { note: field }), host: host ?? aimedAt }
  recordRefusal(permit, { action: 'send.refused', subject, details })
}
