import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** How many requests, of how many integrations, a stop of this place would keep from sending. */
export async function countSenders({
  organization,
  domain,
}: Permit<Permission>): Promise<{ integrations: number; requests: number }> {
  const integration = { domain: { archivedAt: null, ...(domain && { id: domain.id }) } }
  const organizationId = organization.id
  const [integrations, requests] = await Promise.all([
    db().integration.count({ where: { organizationId, ...integration, requests: { some: {} } } }),
    db().integrationRequest.count({ where: { organizationId, integration } }),
  ])
  return { integrations, requests }
}
