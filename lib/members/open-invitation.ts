import { db } from '#lib/db/client.ts'
import { findInvitation } from './find-invitation.ts'
import type { InvitationShown } from './schema.ts'

/**
 * What the holder of a link is shown before they accept it, and what accepting takes: whether its address has an account,
 * nobody learns without a link to it. It uses nothing up. Throws `not_found` as findInvitation() does.
 */
export async function openInvitation(token: string, signedIn: { email: string } | null): Promise<InvitationShown> {
  const { email, role, domains, organization, invitedByName } = await findInvitation(db(), token, { isLocked: false })
  const shown = {
    organizationName: organization.name,
    email,
    invitedByName,
    role,
    domains: domains.map(({ name, role }) => ({ name, role })),
    signedInAs: signedIn?.email ?? null,
  }
  if (signedIn) return { ...shown, situation: signedIn.email === email ? 'ready' : 'other_account' }
  const account = await db().person.findUnique({ where: { email }, select: { id: true } })
  return { ...shown, situation: account ? 'sign_in' : 'new' }
}
