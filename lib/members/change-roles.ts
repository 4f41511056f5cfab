import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { assertCurrentMember } from './assert-current-member.ts'
import { assertMayGive } from './assert-may-give.ts'
import { assertMayTouch } from './assert-may-touch.ts'
import { assertOwnerRemains } from './assert-owner-remains.ts'
import { endAccess } from './end-access.ts'
import { holdReach, reaches } from './hold-reach.ts'
import { type LockedMember, lockMember } from './lock-member.ts'
import { isLess, roleText } from './role-text.ts'
import type { ChangeRolesInput, DomainRole } from './schema.ts'

/**
 * Gives a member other roles: of the organization, and in each domain that whoever changes them reaches; a domain that is
 * left out is taken away. Roles elsewhere stay. Effective from the next request; who has less than before is signed out.
 * Throws `not_found`, `not_permitted`, `stale_version`, and `wrong_state` for oneself and the last Owner.
 */
export async function changeRoles(
  scope: Scope<'member:change'>,
  { id, rowVersion, role, domains }: ChangeRolesInput,
): Promise<{ rowVersion: number }> {
  const { tx, organization } = scope
  const reach = await holdReach(scope)
  const member = await lockMember(scope, reach, id)
  assertMayTouch(scope, member)
  await assertCurrentMember(scope, member, rowVersion)
  await assertMayGive(scope, reach, { role, domains }, { kind: 'person', id, name: member.name })

  const changes = changesOf(member, domains, ({ domainId, isActive }) => isActive && reaches(reach, domainId))
  if (role === member.role && changes.length === 0) {
    recordNothing(scope)
    return { rowVersion }
  }
  if (member.role === 'owner' && role !== 'owner') await assertOwnerRemains(tx, organization.id, id)

  const where = { organizationId: organization.id, personId: id }
  // Who holds for the whole organization needs no role in a domain, not in one that is archived either.
  const goes = role === 'member' ? { domainId: { in: changes.map(({ domainId }) => domainId) } } : {}
  await tx.domainMembership.deleteMany({ where: { ...where, ...goes } })
  const given = changes.flatMap(({ domainId, to }) => (to === null ? [] : [{ ...where, domainId, role: to }]))
  await tx.domainMembership.createMany({ data: given })
  await tx.membership.update({
    where: { organizationId_personId: where },
    data: { role, rowVersion: { increment: 1 } },
  })

  const subject = { kind: 'person', id, name: member.name } as const
  const action = 'member.role_changed'
  if (role !== member.role) {
    const fields = { Role: { from: roleText(member.role), to: roleText(role) } }
    record(scope, { action, subject, domainId: null, details: { fields } })
  }
  for (const { domainId, from, to } of changes) {
    const fields = { Role: { from: roleText(from), to: roleText(to) } }
    record(scope, { action, subject, domainId, details: { fields } })
  }
  const isLower = isLess(member.role, role) || (role === 'member' && changes.some(({ from, to }) => isLess(from, to)))
  if (isLower) await endAccess(scope, id)
  return { rowVersion: rowVersion + 1 }
}

type Change = { domainId: string; from: DomainRole | null; to: DomainRole | null }

/** What becomes of the roles in the domains that are judged here. */
function changesOf(
  member: LockedMember,
  wanted: ChangeRolesInput['domains'],
  isJudged: (held: LockedMember['domains'][number]) => boolean,
): Change[] {
  const held = member.domains.filter(isJudged)
  const ids = new Set([...held, ...wanted].map(({ domainId }) => domainId))
  return [...ids].flatMap((domainId) => {
    const from = held.find((each) => each.domainId === domainId)?.role ?? null
    const to = wanted.find((each) => each.domainId === domainId)?.role ?? null
    return from === to ? [] : [{ domainId, from, to }]
  })
}
