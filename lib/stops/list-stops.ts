import { roleMay } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { roleInDomain } from '#lib/access/role-in.ts'
import { db } from '#lib/db/client.ts'
import { stopOf } from './lock-stop.ts'
import type { Stops } from './schema.ts'

/** Has no role anywhere: what the operator and Postern itself are in a domain. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** What is stopped now: the organization, and each domain that the person may see, with whether they may lift it. */
export async function listStops({ organization, domainIds, actor }: Permit<'organization:view'>): Promise<Stops> {
  const held = actor.role === 'owner' || actor.role === 'org_admin' ? actor.role : 'member'
  const rows = await db().sendStop.findMany({
    where: {
      organizationId: organization.id,
      OR: [{ domainId: null }, { domain: { archivedAt: null, ...(domainIds && { id: { in: [...domainIds] } }) } }],
    },
    select: {
      stoppedAt: true,
      stoppedByName: true,
      domain: {
        select: {
          slug: true,
          name: true,
          memberships: { where: { personId: actor.id ?? nobody }, select: { role: true } },
        },
      },
    },
    orderBy: { domain: { name: 'asc' } },
  })
  const own = rows.find(({ domain }) => domain === null)
  return {
    organization: own ? { ...stopOf(own), mayResume: roleMay(held, 'sends:stop', 'organization') } : null,
    domains: rows.flatMap((row) => {
      if (row.domain === null) return []
      const { slug, name, memberships } = row.domain
      const role = roleInDomain(held, memberships)
      return [{ slug, name, ...stopOf(row), mayResume: role !== null && roleMay(role, 'sends:stop', 'domain') }]
    }),
  }
}
