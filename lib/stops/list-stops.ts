import { roleMay } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { roleInDomain } from '#lib/access/role-in.ts'
import { db } from '#lib/db/client.ts'
import { stopOf } from './lock-stop.ts'
import type { Stops } from './schema.ts'

/** Has no role anywhere: what the operator and Postern itself are in a domain. */
const nobody = '00000000-0000-0000-0000-000000000000'
const columns = { sendsStoppedAt: true, sendsStoppedByName: true } as const

/** What is stopped now: the organization, and each domain that the person may see, with whether they may lift it. */
export async function listStops({ organization, domainIds, actor }: Permit<'organization:view'>): Promise<Stops> {
  const held = actor.role === 'owner' || actor.role === 'org_admin' ? actor.role : 'member'
  const [own, domains] = await Promise.all([
    db().organization.findUniqueOrThrow({ where: { id: organization.id }, select: columns }),
    db().domain.findMany({
      where: {
        organizationId: organization.id,
        archivedAt: null,
        sendsStoppedAt: { not: null },
        ...(domainIds && { id: { in: [...domainIds] } }),
      },
      select: {
        ...columns,
        slug: true,
        name: true,
        memberships: { where: { personId: actor.id ?? nobody }, select: { role: true } },
      },
      orderBy: { name: 'asc' },
    }),
  ])
  const stop = stopOf(own)
  return {
    organization: stop && { ...stop, mayResume: roleMay(held, 'sends:stop', 'organization') },
    domains: domains.flatMap(({ slug, name, memberships, ...row }) => {
      const stop = stopOf(row)
      const role = roleInDomain(held, memberships)
      return stop ? [{ slug, name, ...stop, mayResume: role !== null && roleMay(role, 'sends:stop', 'domain') }] : []
    }),
  }
}
