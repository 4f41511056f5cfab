import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import { assertCurrentMember } from './assert-current-member.ts'
import { assertMayTouch } from './assert-may-touch.ts'
import { lockMember } from './lock-member.ts'
import { roleText } from './role-text.ts'
import type { OrganizationRole, TransferOwnershipInput } from './schema.ts'

/**
 * Makes another member an Owner, and the Owner who asks an Org Admin, whose sessions stay: it is their own deed, and each
 * request judges their new role. Takes the organization's name, typed. Throws `invalid`, `not_found`, `stale_version`, and
 * `wrong_state` for oneself, for an Owner and for a suspended member.
 */
export async function transferOwnership(
  scope: Scope<'ownership:transfer'>,
  { id, rowVersion, name }: TransferOwnershipInput,
): Promise<void> {
  const { tx, organization, actor } = scope
  if (actor.kind !== 'person') throw new Error('Only a person transfers what they own.')
  const member = await lockMember(scope, null, id)
  assertMayTouch(scope, member)
  await assertCurrentMember(scope, member, rowVersion)
  if (name.trim() !== organization.name) {
    const sentence = `Type the organization’s name as it is written here: ${organization.name}`
    throw new PosternError('invalid', undefined, { fields: { name: sentence } })
  }
  if (member.role === 'owner')
    throw new PosternError('wrong_state', `Nothing was changed. ${member.name} is an Owner already.`)
  if (member.suspendedAt !== null || member.isBarred) {
    throw new PosternError(
      'wrong_state',
      `Nothing was changed. ${member.name} is suspended. Let them back in first, or choose somebody else.`,
    )
  }
  const organizationId = organization.id
  await tx.domainMembership.deleteMany({ where: { organizationId, personId: id } })
  for (const [personId, role] of [
    [id, 'owner'],
    [actor.id, 'org_admin'],
  ] as const) {
    await tx.membership.update({
      where: { organizationId_personId: { organizationId, personId } },
      data: { role, rowVersion: { increment: 1 } },
    })
  }
  const role = (from: OrganizationRole, to: OrganizationRole) => ({
    fields: { Role: { from: roleText(from), to: roleText(to) } },
  })
  const subjectOf = (personId: string, called: string) => ({ kind: 'person', id: personId, name: called }) as const
  record(scope, {
    action: 'ownership.transferred',
    subject: subjectOf(id, member.name),
    details: role(member.role, 'owner'),
  })
  record(scope, {
    action: 'member.role_changed',
    subject: subjectOf(actor.id, actor.name),
    details: role('owner', 'org_admin'),
  })
}
