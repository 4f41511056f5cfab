import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

/** The domains of which one can be chosen for those who join by single sign-on; archived ones, because one may be chosen. */
export async function listJoinable({
  organization,
}: Permit<'policy:view'>): Promise<{ id: string; name: string; isArchived: boolean }[]> {
  const rows = await db().domain.findMany({
    where: { organizationId: organization.id },
    select: { id: true, name: true, archivedAt: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ id, name, archivedAt }) => ({ id, name, isArchived: archivedAt !== null }))
}
