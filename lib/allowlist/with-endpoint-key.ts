import type { Permit } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { type ErrorCode, PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import { completeUsage, startUsage } from '#lib/sending/usage.ts'
import { countKeyUse } from './count-key-use.ts'
import { type EndpointKey, openEndpointKey } from './open-endpoint-key.ts'

/**
 * Does something with the key of an endpoint of the permit's domain, counted against its person or token, and with a durable record
 * of who used the key. A refusal is in the change log. Throws `not_found`, `rate_limited`, `wrong_state` without
 * encryption, the refusals of a send, and what `use` throws.
 */
export async function withEndpointKey<T>(
  permit: Permit<'allowlist:test'>,
  id: string,
  use: (key: EndpointKey['opened']) => T,
): Promise<T> {
  const endpoint = await db().allowlistEndpoint.findFirst({
    where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
  })
  if (!endpoint) throw new PosternError('not_found')
  await countKeyUse(permit)
  try {
    const key = await openEndpointKey(db(), permit, endpoint)
    if (!key) throw new PosternError('wrong_state', 'This endpoint has no encryption, so there is nothing to test.')
    return await recorded(permit, { endpoint, key, use })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error
    recordRefusal(permit, {
      action: 'send.refused',
      subject: { kind: 'allowlist_endpoint', id, name: endpoint.name },
      details: { code, note: permit.actor.kind === 'token' ? 'API' : 'test', host: endpoint.hostPattern },
    })
    throw new PosternError(code, message)
  }
}

async function recorded<T>(
  permit: Permit<'allowlist:test'>,
  {
    endpoint,
    key,
    use,
  }: {
    endpoint: { id: string; name: string; hostPattern: string }
    key: EndpointKey
    use: (key: EndpointKey['opened']) => T
  },
): Promise<T> {
  const aim = async () => ({ host: 'none' as const, references: new Map() })
  const consumer = { kind: 'allowlist_endpoint', id: endpoint.id, name: endpoint.name, purpose: 'integration' } as const
  const what = {
    method: permit.actor.kind === 'token' ? 'API' : 'TEST',
    host: endpoint.hostPattern,
    secrets: [key.secret],
  }
  const usageId = await startUsage(permit, { ...consumer, aim }, what)
  const startedAt = performance.now()
  let code: ErrorCode | 'internal' | null = 'internal'
  try {
    const done = use(key.opened)
    code = null
    return done
  } catch (error) {
    if (error instanceof Refusal) code = error.code
    throw error
  } finally {
    const durationMs = performance.now() - startedAt
    await completeUsage(permit, usageId, { code, status: null, durationMs, nothingLeft: false })
  }
}
