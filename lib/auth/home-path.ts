import { db } from '#lib/db/client.ts'

/**
 * Where a person goes who asked for no page: the Security tab of the first domain that they may see; without any, the
 * overview of the first organization that they may act in, which says what to do; null if they belong to none.
 */
export async function homePath(personId: string): Promise<string | null> {
  const memberships = await db().membership.findMany({
    where: { personId, suspendedAt: null },
    select: {
      role: true,
      domains: { select: { domainId: true } },
      organization: {
        select: {
          slug: true,
          domains: { where: { archivedAt: null }, select: { id: true, slug: true }, orderBy: { name: 'asc' } },
        },
      },
    },
    orderBy: { organization: { name: 'asc' } },
  })
  for (const { role, domains: given, organization } of memberships) {
    const seen = organization.domains.find(
      ({ id }) => role !== 'member' || given.some(({ domainId }) => domainId === id),
    )
    if (seen) return `/${organization.slug}/${seen.slug}/settings/security`
  }
  const [first] = memberships
  return first ? `/${first.organization.slug}` : null
}
