import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { aliasProblem } from './names.ts'
import type { Captures } from './schema.ts'

/**
 * The requests of the permit's domain that would use another secret if the domain had one of this alias, or had it no
 * more: those that name it, where the organization has a secret of that name too.
 */
export async function captures(
  permit: Permit<'secret:list'>,
  name: string,
  consumers: readonly Consumer[],
): Promise<Captures> {
  const nameLower = name.toLowerCase()
  if (aliasProblem(nameLower)) return { organizationSecret: null, places: [] }
  const { id: organizationId } = permit.organization
  const { domainId } = permit
  const secrets = await db().secret.findMany({
    where: { organizationId, scopeId: { in: [organizationId, domainId] }, nameLower },
    select: { id: true, name: true, domainId: true },
  })
  const ofOrganization = secrets.find((secret) => secret.domainId === null)
  if (!ofOrganization) return { organizationSecret: null, places: [] }
  const used = secrets.find((secret) => secret.domainId === domainId) ?? ofOrganization
  const places = await placesOf(permit, { id: used.id, name: nameLower, domainId }, consumers)
  return { organizationSecret: ofOrganization.name, places }
}
