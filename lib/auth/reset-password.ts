import { authorizeOwnEntries } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { endSessionsOf } from './end-sessions.ts'
import { hashPassword } from './hash-password.ts'
import { countLinkUse } from './link-throttle.ts'
import { hashOfLink } from './link-token.ts'
import { passwordProblem } from './password-policy.ts'
import type { ResetPasswordInput } from './schema.ts'
import { forgetCodes } from './second-factor-throttle.ts'

/**
 * Sets the password of whom a link was made for, once: every other link and every session of theirs ends, and the second
 * factor stays, so that the next sign-in asks for it. Nobody is signed in by it. Answers to whom to say so. Throws
 * `not_permitted` for a link that is wrong, used or expired, `rate_limited` for too many tries of one, and `invalid` for a
 * password that is easy to guess, with nothing changed and the link still good. OWASP ASVS 6.4.3, 7.4.3.
 */
export async function resetPassword(
  { token, password }: ResetPasswordInput,
  origin: RequestOrigin,
): Promise<{ email: string }> {
  const tokenHash = hashOfLink(token)
  const person = await personOf(tokenHash)
  await countLinkUse(tokenHash, origin.address)
  const { personId, email, name, organization } = person
  const problem = await passwordProblem(password, { email, name, organization, domain: '' })
  if (problem) throw new PosternError('invalid', problem, { fields: { password: problem } })
  const passwordHash = await hashPassword(password)
  const permits = await authorizeOwnEntries({ personId, name }, origin)
  await inTransaction(async (tx) => {
    const now = clock.now()
    const [isThere] = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Person" WHERE "id" = ${personId}::uuid AND "suspendedAt" IS NULL FOR UPDATE`
    const used = await tx.passwordReset.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (!isThere || used.count !== 1) throw isOver()
    await tx.person.update({ where: { id: personId }, data: { passwordHash, passwordChangedAt: now } })
    await tx.passwordReset.deleteMany({ where: { personId, usedAt: null } })
    await endSessionsOf(tx, personId)
    const subject = { kind: 'person' as const, id: personId, name }
    for (const permit of permits)
      await appendEntries(tx, permit, 'done', [{ action: 'person.password_reset', subject }])
  })
  await forgetCodes(personId)
  return { email }
}

/** Judged before the hash, so that nobody without a link can make this machine work for them; decided above. */
async function personOf(tokenHash: Uint8Array<ArrayBuffer>) {
  const link = await db().passwordReset.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: clock.now() }, person: { suspendedAt: null } },
    select: {
      person: {
        select: {
          id: true,
          email: true,
          name: true,
          memberships: { select: { organization: { select: { name: true } } } },
        },
      },
    },
  })
  if (!link) throw isOver()
  const { id: personId, email, name, memberships } = link.person
  return { personId, email, name, organization: memberships.map((each) => each.organization.name).join(' ') }
}

const isOver = () =>
  new PosternError(
    'not_permitted',
    'This link is wrong, was used already or has expired, so nothing was changed. Ask for a new one.',
  )
