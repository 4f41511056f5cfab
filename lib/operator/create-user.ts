import { authorizeJob } from '#lib/access/authorize.ts'
import { roleLabels } from '#lib/access/permissions.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { findPlace } from './find-place.ts'
import { firstLink } from './first-link.ts'
import { readField } from './read-fields.ts'

export const userRoles = {
  owner: 'owner',
  'org-admin': 'org_admin',
  'domain-admin': 'domain_admin',
  editor: 'editor',
} as const
export type UserRole = keyof typeof userRoles

export type NewUser = { email: string; name: string; organization: string; role: UserRole; domain: string | null }

/**
 * Makes somebody a member as the operator, with an account if they have none, logged in the organization. Answers the
 * one-time link by which they set their first password, or null where they sign in already. Throws an OperatorError, with nothing
 * changed, for a place that is not there and for who is a member already.
 */
export async function createUser(user: NewUser): Promise<{ name: string; place: string; link: string | null }> {
  const email = readField('email', 'email', user.email)
  const name = readField('name', 'name', user.name)
  const role = userRoles[user.role]
  const inDomain = role === 'domain_admin' || role === 'editor'
  if (inDomain !== (user.domain !== null))
    throw new OperatorError(
      inDomain ? `--role ${user.role} needs --domain.` : `--role ${user.role} holds everywhere: leave --domain out.`,
    )
  const { organization, domain } = await findPlace(user.organization, user.domain)
  return inTransaction(async (tx) => {
    await tx.person.createMany({ data: [{ email, name }], skipDuplicates: true })
    const person = await tx.person.findUniqueOrThrow({
      where: { email },
      select: {
        id: true,
        name: true,
        suspendedAt: true,
        memberships: { where: { organizationId: organization.id }, select: { role: true } },
      },
    })
    if (person.suspendedAt) throw new OperatorError('This person is suspended.')
    if (person.memberships.length > 0)
      throw new OperatorError(
        `This person is a member of ${organization.name} already. Their roles are changed there, under Members.`,
      )
    const personId = person.id
    await tx.membership.create({
      data: {
        organizationId: organization.id,
        personId,
        role: role === 'owner' || role === 'org_admin' ? role : 'member',
        ...(domain &&
          (role === 'domain_admin' || role === 'editor') && { domains: { create: { domainId: domain.id, role } } }),
      },
    })
    const permit = authorizeJob('operator', 'organization:view', { organization, domain: null })
    await appendEntries(tx, permit, 'done', [
      {
        action: 'member.joined',
        subject: { kind: 'person', id: personId, name: person.name },
        domainId: domain?.id ?? null,
        details: { fields: { Role: { from: null, to: roleLabels[role] } }, note: 'by_operator' },
      },
    ])
    const link = await firstLink(tx, personId)
    return { name: person.name, place: domain ? `${domain.name}, ${organization.name}` : organization.name, link }
  })
}
