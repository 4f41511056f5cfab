import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permit } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { Exchange } from '#lib/sending/exchange.ts'
import { send } from '#lib/sending/send.ts'
import { countTest } from './count-test.ts'
import { readAim } from './read-aim.ts'
import { getIntegrationRequest } from './read-integrations.ts'
import type { TestIntegrationRequestInput } from './schema.ts'
import { inTestSlot } from './test-slots.ts'

/**
 * Sends a saved request and shows the exchange, redacted. A refused send is an answer, not an error, and is logged.
 * Throws `not_found`, and `stale_version` if what is saved is no longer what the page shows.
 */
export async function testIntegrationRequest(
  permit: Permit<'integration:test'>,
  input: TestIntegrationRequestInput,
): Promise<Exchange> {
  const saved = await getIntegrationRequest(permit, input)
  if (saved.rowVersion !== input.rowVersion) {
    throw new PosternError(
      'stale_version',
      `Nothing was sent. ${saved.updatedByName} changed this request while you had it open. Load it again to test what is saved now.`,
    )
  }
  const aim = await readAim(permit, saved)
  if (!aim)
    throw new PosternError('stale_version', 'Nothing was sent. Somebody saved a change at this moment. Test it again.')
  await countTest(permit, saved)
  const consumer = {
    kind: 'integration_request' as const,
    id: saved.id,
    name: `${saved.integrationName} · ${saved.name}`,
    aim,
    recheck: async () => {
      await holdPermit(db(), permit)
      const aimNow = await readAim(permit, saved)
      if (!aimNow)
        throw new PosternError('stale_version', 'It was sent, and then somebody changed it: it is not sent again.')
      return aimNow
    },
  }
  const exchange = await inTestSlot(permit, () => send(permit, consumer, saved))
  if (exchange.outcome === 'refused') {
    const { code, field } = exchange
    const details = { code, ...(field && { note: field }), host: exchange.host ?? hostOf(saved.baseUrl) }
    recordRefusal(permit, {
      action: 'send.refused',
      subject: { kind: 'integration_request', id: saved.id, name: saved.name },
      details,
    })
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
