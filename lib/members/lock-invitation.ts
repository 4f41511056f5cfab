import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { type MemberReach, reaches } from './hold-reach.ts'
import type { DomainRole, OrganizationRole } from './schema.ts'

export type LockedInvitation = {
  id: string
  email: string
  role: OrganizationRole
  domains: { domainId: string; role: DomainRole }[]
}

/**
 * A pending invitation, expired or not, that nobody else changes until the transaction ends. A Domain Admin has those
 * alone that give nothing beyond own domains. Throws `not_found`.
 */
export async function lockInvitation(
  { tx, organization }: Scope<'member:invite'>,
  reach: MemberReach,
  id: string,
): Promise<LockedInvitation> {
  const [row] = await tx.$queryRaw<LockedInvitation[]>`
    SELECT "id", "email", "role"::text AS "role", "domains" FROM "Invitation"
     WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${id}::uuid AND "acceptedAt" IS NULL
       AND "withdrawnAt" IS NULL FOR UPDATE`
  const isWithin =
    row && (reach === null || (row.role === 'member' && row.domains.every(({ domainId }) => reaches(reach, domainId))))
  if (!row || !isWithin) throw new PosternError('not_found')
  return row
}
