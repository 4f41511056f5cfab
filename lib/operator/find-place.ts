import type { PermitPlace } from '#lib/access/permit.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { db } from '#lib/db/client.ts'

/** The organization, and the domain of it, that an operator named by their addresses. Throws an OperatorError that says which is not there. */
export async function findPlace(organizationSlug: string, domainSlug: string | null): Promise<PermitPlace> {
  const organization = await db().organization.findUnique({
    where: { slug: organizationSlug },
    select: { id: true, slug: true, name: true, timeZone: true },
  })
  if (!organization)
    throw new OperatorError('There is no organization at this address. It is the first part of its pages’ addresses.')
  if (domainSlug === null) return { organization, domain: null }
  const domain = await db().domain.findFirst({
    where: { organizationId: organization.id, slug: domainSlug, archivedAt: null },
    select: { id: true, slug: true, name: true },
  })
  if (!domain) throw new OperatorError(`${organization.name} has no such domain, or it is archived.`)
  return { organization, domain }
}
