import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { MemberReach } from './hold-reach.ts'

/**
 * Revokes the API tokens that somebody has made and that still hold, within a reach, effective from the next request.
 * Answers how many.
 */
export async function revokeTokensOf(scope: Scope<Permission>, reach: MemberReach, personId: string): Promise<number> {
  const { tx, organization, actor } = scope
  const now = clock.now()
  const revoked = await tx.apiToken.updateManyAndReturn({
    where: {
      organizationId: organization.id,
      createdById: personId,
      revokedAt: null,
      ...(reach !== null && { domainId: { in: [...reach] } }),
    },
    data: { revokedAt: now, revokedByName: actor.name },
    select: { id: true, name: true, domainId: true },
  })
  for (const { id, name, domainId } of revoked)
    record(scope, { action: 'token.revoked', subject: { kind: 'token', id, name }, domainId })
  return revoked.length
}
