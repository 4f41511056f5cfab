import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { type MemberReach, reaches } from './hold-reach.ts'
import { refuse } from './refuse.ts'
import type { RoleFields } from './schema.ts'

/**
 * Makes sure that nobody gives more than they have: only an Owner makes an Owner, and a Domain Admin gives roles in own
 * domains alone. Throws `not_permitted`, and `not_found` for a domain that is archived or does not exist for them.
 */
export async function assertMayGive(
  scope: Scope<Permission>,
  reach: MemberReach,
  { role, domains }: RoleFields,
  subject: PendingEntry['subject'],
): Promise<void> {
  if (role === 'owner' && scope.actor.role !== 'owner') refuse(scope, subject, 'Only an Owner makes an Owner.')
  if (role !== 'member' && reach !== null)
    refuse(scope, subject, 'A Domain Admin gives roles in own domains, none of the organization.')
  const ids = domains.map(({ domainId }) => domainId)
  if (ids.length === 0) return
  const found = await scope.tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Domain" WHERE "organizationId" = ${scope.organization.id}::uuid AND "archivedAt" IS NULL
       AND "id" = ANY(${ids}::uuid[]) FOR SHARE`
  const isThere = new Set(found.map(({ id }) => id))
  if (!ids.every((id) => isThere.has(id) && reaches(reach, id))) throw new PosternError('not_found')
}
