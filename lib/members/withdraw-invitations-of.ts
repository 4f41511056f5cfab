import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'

/** Withdraws every pending invitation whose link somebody has made, because they could not give as much any more. */
export async function withdrawInvitationsOf(scope: Scope<Permission>, personId: string): Promise<void> {
  const { tx, organization } = scope
  const withdrawn = await tx.invitation.updateManyAndReturn({
    where: { organizationId: organization.id, createdById: personId, acceptedAt: null, withdrawnAt: null },
    data: { withdrawnAt: clock.now() },
    select: { id: true, email: true },
  })
  for (const { id, email } of withdrawn) {
    const subject = { kind: 'invitation', id, name: email } as const
    record(scope, { action: 'member.invitation_withdrawn', subject, details: { note: 'whose_inviter_lost_a_role' } })
  }
}
