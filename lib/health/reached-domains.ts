import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** The domains whose health the permit shows, by name. */
export async function reachedDomains(
  permit: Permit<'health:view'>,
): Promise<{ id: string; slug: string; name: string }[]> {
  const { organization, domainIds } = permit
  return db().domain.findMany({
    where: { organizationId: organization.id, archivedAt: null, ...(domainIds && { id: { in: [...domainIds] } }) },
    select: { id: true, slug: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}
