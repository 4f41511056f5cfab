import { db } from '#lib/db/client.ts'

/** Where a person goes who asked for no page: the Security tab of the first domain they may see, or null if there is none. */
export async function homePath(personId: string): Promise<string | null> {
  const memberships = await db().membership.findMany({
    where: { personId },
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
  return null
}
