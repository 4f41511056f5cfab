import { makeOrganization } from '#lib/auth/make-organization.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { firstLink } from './first-link.ts'
import { readField } from './read-fields.ts'

export type NewOrganization = { name: string; owner: string; ownerName: string | null; domain: string }

/**
 * Makes an organization as the operator, with its first domain and its owner: an account that is there, or, with a name,
 * a new one; and the one-time link of who does not sign in yet. Throws an OperatorError, with nothing made, for an unknown owner without a
 * name and for one who is suspended.
 */
export async function createOrganization(
  input: NewOrganization,
): Promise<{ slug: string; owner: string; link: string | null }> {
  const organization = readField('organization', 'name', input.name)
  const domain = readField('domain', 'domain', input.domain)
  const email = readField('email', 'owner', input.owner)
  const ownerName = input.ownerName === null ? null : readField('name', 'owner-name', input.ownerName)
  return inTransaction(async (tx) => {
    if (ownerName !== null) await tx.person.createMany({ data: [{ email, name: ownerName }], skipDuplicates: true })
    const owner = await tx.person.findUnique({
      where: { email },
      select: { id: true, email: true, name: true, suspendedAt: true },
    })
    if (!owner)
      throw new OperatorError('There is no account with the address of --owner. Add --owner-name to make one.')
    if (owner.suspendedAt) throw new OperatorError('This owner is suspended.')
    const link = await firstLink(tx, owner.id)
    const origin = { address: '', program: 'postern' }
    const slug = await makeOrganization(tx, { organization, domain }, owner, origin)
    return { slug, owner: owner.name, link }
  })
}
