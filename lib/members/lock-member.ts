import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { type MemberReach, reaches } from './hold-reach.ts'
import type { DomainRole, OrganizationRole } from './schema.ts'

/** A member as a change finds them, locked. */
export type LockedMember = {
  id: string
  name: string
  email: string
  role: OrganizationRole
  suspendedAt: Date | null
  /** Suspended everywhere, by the operator. */
  isBarred: boolean
  rowVersion: number
  /** Every role in a domain, also of one that is archived or out of reach. */
  domains: { domainId: string; domainName: string; role: DomainRole; isActive: boolean }[]
}

/**
 * A member whom nobody else changes until the transaction ends. Whom a reach does not hold does not exist: throws
 * `not_found` for them as for a person of another organization. A Domain Admin reaches nobody who holds a role of the
 * organization itself.
 */
export async function lockMember(scope: Scope<Permission>, reach: MemberReach, id: string): Promise<LockedMember> {
  const { tx, organization } = scope
  const [row] = await tx.$queryRaw<Omit<LockedMember, 'domains'>[]>`
    SELECT p."id", p."name", p."email", m."role"::text AS "role", m."suspendedAt", m."rowVersion",
           p."suspendedAt" IS NOT NULL AS "isBarred"
      FROM "Membership" m JOIN "Person" p ON p."id" = m."personId"
     WHERE m."organizationId" = ${organization.id}::uuid AND m."personId" = ${id}::uuid FOR UPDATE OF m`
  if (!row) throw new PosternError('not_found')
  const domains = await tx.$queryRaw<LockedMember['domains']>`
    SELECT m."domainId", d."name" AS "domainName", m."role"::text AS "role", d."archivedAt" IS NULL AS "isActive"
      FROM "DomainMembership" m JOIN "Domain" d ON d."organizationId" = m."organizationId" AND d."id" = m."domainId"
     WHERE m."organizationId" = ${organization.id}::uuid AND m."personId" = ${id}::uuid ORDER BY d."name", d."id"`
  const isWithin = domains.some(({ domainId, isActive }) => isActive && reaches(reach, domainId))
  if (reach !== null && (row.role !== 'member' || !isWithin)) throw new PosternError('not_found')
  return { ...row, domains }
}
