import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/** The domains whose members somebody may change; null: every one, and the roles of the organization. */
export type MemberReach = readonly string[] | null

/**
 * How far whoever acts reaches now, kept so until the transaction ends: a Domain Admin who lost one of two domains while
 * a change waited for a lock does not reach it any more. Throws `not_permitted` for a Domain Admin of none.
 */
export async function holdReach({ tx, organization, actor }: Scope<Permission>): Promise<MemberReach> {
  if (actor.role === 'owner' || actor.role === 'org_admin') return null
  if (actor.kind !== 'person') throw new PosternError('not_permitted')
  const rows = await tx.$queryRaw<{ domainId: string }[]>`
    SELECT m."domainId" FROM "DomainMembership" m
      JOIN "Domain" d ON d."organizationId" = m."organizationId" AND d."id" = m."domainId" AND d."archivedAt" IS NULL
     WHERE m."organizationId" = ${organization.id}::uuid AND m."personId" = ${actor.id}::uuid
       AND m."role" = 'domain_admin' FOR SHARE`
  if (rows.length === 0) throw new PosternError('not_permitted')
  return rows.map(({ domainId }) => domainId)
}

/** Whether a domain is within a reach. */
export const reaches = (reach: MemberReach, domainId: string): boolean => reach === null || reach.includes(domainId)
