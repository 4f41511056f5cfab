import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { holdReach } from './hold-reach.ts'
import { lockInvitation } from './lock-invitation.ts'
import type { InvitationInput } from './schema.ts'

/** Makes an invitation's link worthless. Throws `not_found` for one that was accepted or withdrawn already. */
export async function withdrawInvitation(scope: Scope<'member:invite'>, { id }: InvitationInput): Promise<void> {
  const { tx, organization } = scope
  const { email, role, domains } = await lockInvitation(scope, await holdReach(scope), id)
  await tx.invitation.update({
    where: { organizationId_id: { organizationId: organization.id, id } },
    data: { withdrawnAt: clock.now() },
  })
  const subject = { kind: 'invitation', id, name: email } as const
  for (const domainId of role === 'member' ? domains.map((each) => each.domainId) : [null])
    record(scope, { action: 'member.invitation_withdrawn', subject, domainId })
}
