import { authorizeDelivery } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { recordRefusal } from '#lib/changelog/record-refusal.ts'
import { clock } from '#lib/core/clock.ts'
import { log } from '#lib/core/log.ts'
import { readBody } from '#lib/core/read-body.ts'
import { isSignedDelivery } from '#lib/crypto/webhook-signature.ts'
import { acceptDelivery } from './accept-delivery.ts'
import { countDelivery } from './count-delivery.ts'
import { deliveryProblem } from './delivery-problem.ts'
import { findHook, type Hook } from './find-hook.ts'
import { readHookKeys } from './hook-keys.ts'
import { eventProblem } from './read-event.ts'
import { mostEventBytes } from './schema.ts'

/** Older and newer ones are refused: who has seen a delivery cannot send it again later. Standard Webhooks 1.0.0. */
const toleranceSeconds = 5 * 60

type Delivery = { hookId: string; headers: Headers; body: ReadableStream<Uint8Array> | null }

/**
 * Takes a delivery to a workflow's webhook: 202 with the run that it started, 200 with the same run for one that came
 * before. Whoever is not signed learns one and the same, 401, whatever is wrong; of a webhook that is not there, 404. The
 * order is the protection: what costs comes after what is cheap to refuse. Never throws.
 */
export async function receiveDelivery(delivery: Delivery, origin: RequestOrigin): Promise<Response> {
  try {
    return await receive(delivery, origin)
  } catch (error) {
    return deliveryProblem(500, 'internal', `Something went wrong (${log.failure(error)}).`)
  }
}

async function receive({ hookId, headers, body }: Delivery, origin: RequestOrigin): Promise<Response> {
  const retryAfterSeconds = await countDelivery(hookId, origin.address)
  if (retryAfterSeconds > 0)
    return deliveryProblem(429, 'rate_limited', 'Too many deliveries. Send it again later.', retryAfterSeconds)
  const hook = await findHook(hookId)
  if (!hook) return deliveryProblem(404, 'not_found', 'This webhook does not exist.')

  const signed = signedHeaders(headers)
  if (typeof signed === 'string') return unsigned(hook, origin, signed)
  const bytes =
    Number(headers.get('content-length') ?? 0) > mostEventBytes ? 'too_large' : await readBody(body, mostEventBytes)
  if (bytes === 'too_large') return deliveryProblem(413, 'invalid', 'A delivery has at most 256 KiB.')
  if (bytes === 'too_slow') return deliveryProblem(408, 'invalid', 'The delivery did not come to its end in time.')

  const keys = await readHookKeys(hook)
  if ('problem' in keys) return unsigned(hook, origin, keys.problem)
  const used = keys.find(({ key }) => isSignedDelivery([key], { ...signed, body: bytes }, signed.signatures))
  if (!used) return unsigned(hook, origin, 'wrong signature')

  const event = bytes.toString('utf8')
  const problem = Buffer.from(event, 'utf8').equals(bytes) ? eventProblem(event) : 'The delivery is not UTF-8.'
  if (problem) return deliveryProblem(400, 'invalid', problem)
  return acceptDelivery(authorizeDelivery('workflow:run', hook.workflow, hook.place, origin), hook.workflow, {
    messageId: signed.id,
    event,
    secret: used.secret,
  })
}

/** What a delivery says of itself, or why it cannot be verified. */
function signedHeaders(headers: Headers): { id: string; timestamp: string; signatures: string } | string {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')
  if (!id || !timestamp || !signatures) return 'no signature'
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return 'no valid id or timestamp'
  const ageSeconds = Math.abs(clock.now().getTime() / 1000 - Number(timestamp))
  return ageSeconds > toleranceSeconds ? 'too old, or from the future' : { id, timestamp, signatures }
}

function unsigned({ workflow, place }: Hook, origin: RequestOrigin, note: string): Response {
  recordRefusal(authorizeDelivery('domain:view', workflow, place, origin), {
    action: 'workflow.delivery_refused',
    subject: { kind: 'workflow', ...workflow },
    details: { code: 'unauthenticated', note },
  })
  return deliveryProblem(401, 'unauthenticated', 'The delivery is not signed as it should be.')
}
