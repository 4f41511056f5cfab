import { authorizeJoining } from '#lib/access/authorize-joining.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { roleInOrganization } from '#lib/access/role-in.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { HeldInvitation } from './find-invitation.ts'
import { isLess, roleText } from './role-text.ts'

/**
 * Makes a person a member as an invitation says, in the transaction that has locked it, and uses it up. Whoever is a
 * member already keeps what they have and gets what is more. Throws `wrong_state` for a member who is suspended: no link
 * leads around that.
 */
export async function joinOrganization(
  tx: Tx,
  invitation: HeldInvitation,
  person: { id: string; name: string },
  origin: RequestOrigin,
): Promise<void> {
  const { organization, role, domains } = invitation
  const where = { organizationId: organization.id, personId: person.id }
  const held = await lockMembership(tx, where)
  if (held?.suspendedAt) {
    throw new PosternError(
      'wrong_state',
      `You are suspended in ${organization.name}. Ask an Owner or Org Admin there to let you back in.`,
    )
  }
  const isMore = held === null || isLess(role, held.role)
  const key = { organizationId_personId: where }
  const version = { rowVersion: { increment: 1 } }
  if (held === null) await tx.membership.create({ data: { ...where, role } })
  else await tx.membership.update({ where: key, data: { ...version, ...(isMore && { role }) } })
  if (isMore && role !== 'member') await tx.domainMembership.deleteMany({ where })

  const staysMember = role === 'member' && (held === null || held.role === 'member')
  const gained = staysMember
    ? domains.filter((each) => isLess(each.role, held?.domains.get(each.domainId) ?? null))
    : []
  await tx.domainMembership.deleteMany({ where: { ...where, domainId: { in: gained.map((each) => each.domainId) } } })
  await tx.domainMembership.createMany({
    data: gained.map((each) => ({ ...where, domainId: each.domainId, role: each.role })),
  })
  await tx.invitation.update({
    where: { organizationId_id: { organizationId: organization.id, id: invitation.id } },
    data: { acceptedAt: clock.now() },
  })

  const now = isMore ? role : held.role
  const permit = authorizeJoining(person, roleInOrganization(now, gained), organization, origin)
  const subject = { kind: 'person', id: person.id, name: person.name } as const
  const action = held === null ? 'member.joined' : 'member.role_changed'
  const entry = (domainId: string | null, from: string | null, to: string | null): PendingEntry => {
    const fields = { Role: { from, to } }
    const note = 'by_invitation'
    return { action, subject, domainId, details: { fields, note } }
  }
  const entries = gained.map((each) =>
    entry(each.domainId, roleText(held?.domains.get(each.domainId) ?? null), roleText(each.role)),
  )
  if (role !== 'member' && isMore) entries.push(entry(null, roleText(held?.role ?? null), roleText(role)))
  // Nothing that they did not have: it is logged all the same that the link is used up.
  if (entries.length === 0)
    entries.push({ action: 'member.joined', subject, domainId: null, details: { note: 'nothing_new' } })
  await appendEntries(tx, permit, 'done', entries)
}

type Held = {
  role: 'owner' | 'org_admin' | 'member'
  suspendedAt: Date | null
  domains: Map<string, 'domain_admin' | 'editor'>
}

async function lockMembership(
  tx: Tx,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Held | null> {
  const [row] = await tx.$queryRaw<Omit<Held, 'domains'>[]>`
    SELECT "role"::text AS "role", "suspendedAt" FROM "Membership"
     WHERE "organizationId" = ${organizationId}::uuid AND "personId" = ${personId}::uuid FOR UPDATE`
  if (!row) return null
  const domains = await tx.domainMembership.findMany({
    where: { organizationId, personId },
    select: { domainId: true, role: true },
  })
  return { ...row, domains: new Map(domains.map((each) => [each.domainId, each.role])) }
}
