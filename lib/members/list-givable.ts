import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { GivableRoles } from './schema.ts'

/** The roles and the domains that whoever asks can give: nobody gives more than they have. */
export async function listGivable({ organization, domainIds, actor }: Permit<'member:list'>): Promise<GivableRoles> {
  const domains = await db().domain.findMany({
    where: {
      organizationId: organization.id,
      archivedAt: null,
      ...(domainIds !== null && { id: { in: [...domainIds] } }),
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const isOwner = actor.role === 'owner'
  const isAdmin = isOwner || actor.role === 'org_admin'
  return {
    roles: [...(isOwner ? ['owner' as const] : []), ...(isAdmin ? ['org_admin' as const] : []), 'member'],
    domains,
  }
}
