import { type Level, type Permission, roleMay } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'

const mostNamed = 3

/**
 * Whom somebody who may only look can ask: up to three who may change the secrets of this place, or those of the
 * organization that are used here. In a domain its own admins come first; the organization's secrets are changed by its owner and Org Admins alone.
 */
export async function listSecretAdmins(permit: Permit<Permission>, level: Level = permit.level): Promise<string[]> {
  const { role } = permit.actor
  if (role !== null && roleMay(role, 'secret:edit', level)) return []
  const organizationId = permit.organization.id
  const isActive = { suspendedAt: null, person: { suspendedAt: null } }
  const [ofDomain, ofOrganization] = await Promise.all([
    permit.domain && level === 'domain'
      ? db().domainMembership.findMany({
          where: { organizationId, domainId: permit.domain.id, role: 'domain_admin', membership: isActive },
          select: { membership: { select: { person: { select: { id: true, name: true } } } } },
          orderBy: { personId: 'asc' },
          take: mostNamed,
        })
      : [],
    db().membership.findMany({
      where: { organizationId, role: { in: ['owner', 'org_admin'] }, ...isActive },
      select: { person: { select: { id: true, name: true } } },
      orderBy: { personId: 'asc' },
      take: mostNamed,
    }),
  ])
  const people = [...ofDomain.map(({ membership }) => membership.person), ...ofOrganization.map(({ person }) => person)]
  return [...new Map(people.map(({ id, name }) => [id, name])).values()].slice(0, mostNamed)
}
