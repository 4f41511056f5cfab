import type { Scope } from '#lib/access/permit.ts'
import { keepRequest } from '#lib/integrations/keep-request.ts'

/** A request through which a template may be sent, as the log names it. */
export type Delivery = { name: string; method: string }

/**
 * The request of the scope's domain through which a template is to be sent, which nobody deletes until the transaction
 * ends; null if there is no such request. Taken before the template is locked: whoever deletes the request does so too.
 */
export async function keepDelivery(scope: Scope<'template:edit'>, requestId: string | null): Promise<Delivery | null> {
  if (requestId === null || !(await keepRequest(scope, requestId))) return null
  const found = await scope.tx.integrationRequest.findFirst({
    where: { organizationId: scope.organization.id, domainId: scope.domainId, id: requestId },
    select: { name: true, method: true, integration: { select: { name: true } } },
  })
  return found && { name: deliveryName(found), method: found.method }
}

/** How the log names a request and its integration. */
export const deliveryName = ({ name, integration }: { name: string; integration: { name: string } }): string =>
  `${integration.name} · ${name}`
