import { requestOrigin } from '#lib/auth/request-origin.ts'
import { receiveDelivery } from '#lib/workflows/receive-delivery.ts'

export const dynamic = 'force-dynamic'

/** Deliveries to the webhooks of workflows. No session and no origin count here: the signature alone does. */
export async function POST(request: Request, context: { params: Promise<{ hookId: string }> }): Promise<Response> {
  const { hookId } = await context.params
  return receiveDelivery({ hookId, headers: request.headers, body: request.body }, await requestOrigin())
}
