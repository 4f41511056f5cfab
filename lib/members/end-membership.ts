import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import type { LockedMember } from './lock-member.ts'
import { roleText } from './role-text.ts'

/** Ends a membership with all its roles, with an entry in each domain that the person had one in, or else in the organization. */
export async function endMembership(
  scope: Scope<Permission>,
  { id, name, role, domains }: LockedMember,
  action: 'member.removed' | 'member.left',
  details: ChangeDetails = {},
): Promise<void> {
  const { tx, organization } = scope
  await tx.membership.delete({ where: { organizationId_personId: { organizationId: organization.id, personId: id } } })
  const subject = { kind: 'person', id, name } as const
  const places: { domainId: string | null; from: string | null }[] =
    domains.length > 0 && role === 'member'
      ? domains.map((held) => ({ domainId: held.domainId, from: roleText(held.role) }))
      : [{ domainId: null, from: roleText(role) }]
  for (const { domainId, from } of places) {
    const fields = from === null ? {} : { fields: { Role: { from, to: null } } }
    record(scope, { action, subject, domainId, details: { ...details, ...fields } })
  }
}
