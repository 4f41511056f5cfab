import { createHmac, randomUUID } from 'node:crypto'
import { receiveDelivery } from '#lib/workflows/receive-delivery.ts'

type Changes = {
  id?: string
  at?: Date
  body?: string
  signature?: string
  address?: string
  headers?: Record<string, string>
}

/** What a sender posts to a webhook, signed by our own hand with the text of a key; answers status and body. */
export async function deliver(hookId: string, key: string, changes: Changes = {}) {
  const { id = `msg_${randomUUID()}`, at = new Date(), body = '{"station":"Hamburg"}' } = changes
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const bytes = key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : Buffer.from(key)
  const mac = createHmac('sha256', bytes).update(`${id}.${timestamp}.${body}`).digest('base64')
  const headers = new Headers({
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': changes.signature ?? `v1,${mac}`,
    ...changes.headers,
  })
  for (const [name, value] of Object.entries(changes.headers ?? {})) if (value === '') headers.delete(name)
  const response = await receiveDelivery(
    { hookId, headers, body: new Response(body).body },
    { address: changes.address ?? '192.0.2.77', program: 'a sender' },
  )
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as { runId?: string; code?: string; title?: string },
  }
}
