import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { type Permission, type Role, roleMay } from './permissions.ts'
import type { Permit } from './permit.ts'
import { roleInDomain, roleInOrganization } from './role-in.ts'

type Held = { role: 'owner' | 'org_admin' | 'member' }
type HeldInDomain = { role: 'domain_admin' | 'editor' }

/**
 * Makes sure that what a permit was issued on still stands, and keeps it so until the transaction ends: a role that is
 * taken away while a change waits for a lock does not commit any more. Throws `not_permitted`.
 */
export async function holdPermit(tx: Tx, permit: Permit<Permission>): Promise<void> {
  if (permit.actor.kind === 'token') return holdToken(tx, permit)
  if (permit.actor.kind !== 'person') return
  if ((await roleNow(tx, permit)) !== permit.actor.role) {
    throw new PosternError(
      'not_permitted',
      'Nothing was changed. Your role here was changed meanwhile. Load the page again.',
    )
  }
}

/** A token that is revoked, or whose domain is archived, while a change waits for a lock does not commit it any more. */
async function holdToken(tx: Tx, { organization, domainIds, actor }: Permit<Permission>): Promise<void> {
  const [token] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "ApiToken"
     WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${actor.id}::uuid AND "revokedAt" IS NULL
       AND ("expiresAt" IS NULL OR "expiresAt" > ${clock.now()}) FOR SHARE`
  // A token of a domain reaches that one, whatever the permit holds for; one of the organization names none.
  const [domainId] = domainIds ?? []
  if (!token || (domainId !== undefined && !(await holdDomain(tx, organization.id, domainId))))
    throw new PosternError('unauthenticated')
}

async function holdDomain(tx: Tx, organizationId: string, domainId: string): Promise<boolean> {
  const [isThere] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Domain"
     WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${domainId}::uuid AND "archivedAt" IS NULL FOR SHARE`
  return isThere !== undefined
}

async function roleNow(tx: Tx, permit: Permit<Permission>): Promise<Role | null> {
  const { organization, domain, domainIds, actor, permission } = permit
  const [held] = await tx.$queryRaw<Held[]>`
    SELECT m."role"::text AS "role" FROM "Membership" m JOIN "Person" p ON p."id" = m."personId"
     WHERE m."organizationId" = ${organization.id}::uuid AND m."personId" = ${actor.id}::uuid AND p."suspendedAt" IS NULL
       AND m."suspendedAt" IS NULL
       FOR SHARE OF m, p`
  if (!held) return null
  if (!domain) {
    if (held.role !== 'member') return held.role
    const everywhere = await tx.$queryRaw<(HeldInDomain & { domainId: string })[]>`
      SELECT m."role"::text AS "role", m."domainId" FROM "DomainMembership" m
        JOIN "Domain" d ON d."organizationId" = m."organizationId" AND d."id" = m."domainId" AND d."archivedAt" IS NULL
       WHERE m."organizationId" = ${organization.id}::uuid AND m."personId" = ${actor.id}::uuid FOR SHARE`
    const isReached = (id: string) =>
      everywhere.some(({ domainId, role }) => domainId === id && roleMay(role, permission, 'organization'))
    // Each that the permit reaches: whoever reads several must not go on with one that was taken away.
    return domainIds?.every(isReached) ? roleInOrganization(held.role, everywhere) : null
  }
  if (!(await holdDomain(tx, organization.id, domain.id))) return null
  const memberships = await tx.$queryRaw<HeldInDomain[]>`
    SELECT "role"::text AS "role" FROM "DomainMembership"
     WHERE "organizationId" = ${organization.id}::uuid AND "domainId" = ${domain.id}::uuid
       AND "personId" = ${actor.id}::uuid FOR SHARE`
  return roleInDomain(held.role, memberships)
}
