import type { RequestOrigin } from '#lib/access/permit.ts'
import type { Account } from '#lib/auth/create-session.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { hashPassword } from '#lib/auth/hash-password.ts'
import { countLinkUse } from '#lib/auth/link-throttle.ts'
import { hashOfLink } from '#lib/auth/link-token.ts'
import { passwordProblem } from '#lib/auth/password-policy.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { findInvitation } from './find-invitation.ts'
import { joinOrganization } from './join-organization.ts'
import type { AcceptAsNewInput } from './schema.ts'

/**
 * Makes an account for the address of an invitation, and its person a member. Of two who use a link at once, one is let
 * in. Throws `not_found` for a link that does not hold, `invalid` for a password that is too easy to guess, `wrong_state`
 * where the address has an account: that one signs in first, and `rate_limited` for too many tries of one link.
 */
export async function acceptAsNew(
  { token, name, password }: AcceptAsNewInput,
  origin: RequestOrigin,
): Promise<Account & { organizationSlug: string }> {
  // Judged before the hash, so that nobody without a link can make this machine work for them; decided below.
  const { email, organization, domains } = await findInvitation(db(), token, { isLocked: false })
  await countLinkUse(hashOfLink(token), origin.address)
  const words = [organization.name, ...domains.map((each) => each.name)]
  const problem = await passwordProblem(password, {
    email,
    name,
    organization: organization.name,
    domain: words.slice(1).join(' '),
  })
  if (problem) throw new PosternError('invalid', problem, { fields: { password: problem } })
  if (await db().person.findUnique({ where: { email }, select: { id: true } })) throw hasAccount()
  const passwordHash = await hashPassword(password)
  return inTransaction(async (tx) => {
    const invitation = await findInvitation(tx, token, { isLocked: true })
    const [person] = await tx.person.createManyAndReturn({
      data: [{ email: invitation.email, name, passwordHash, passwordChangedAt: clock.now() }],
      select: { id: true, email: true, name: true },
      skipDuplicates: true,
    })
    if (!person) throw hasAccount()
    await joinOrganization(tx, invitation, person, origin)
    return { ...person, organizationSlug: invitation.organization.slug }
  })
}

/**
 * Makes whoever is signed in a member, if the invitation is for their address. Throws `not_found` for a link that does not
 * hold, and `wrong_state` for an invitation of somebody else.
 */
export async function acceptAsSelf(
  token: string,
  { personId, name, email }: CurrentPerson,
  origin: RequestOrigin,
): Promise<{ organizationSlug: string }> {
  return inTransaction(async (tx) => {
    const invitation = await findInvitation(tx, token, { isLocked: true })
    if (invitation.email !== email) {
      throw new PosternError(
        'wrong_state',
        `This invitation is for ${invitation.email}, and you are signed in as ${email}. Sign out, then open the link again.`,
      )
    }
    await joinOrganization(tx, invitation, { id: personId, name }, origin)
    return { organizationSlug: invitation.organization.slug }
  })
}

const hasAccount = () =>
  new PosternError(
    'wrong_state',
    'There is an account with this address already. Sign in with it, then accept the invitation.',
  )
