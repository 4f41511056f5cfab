import type { RequestOrigin } from '#lib/access/permit.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { log } from '#lib/core/log.ts'
import { db } from '#lib/db/client.ts'
import { sendReset } from '#lib/mail/send-reset.ts'
import { networkOf } from './network-of.ts'
import { mailedResetMs, newResetLink } from './reset-link.ts'
import { mailedResetMinutes, type RequestResetInput } from './schema.ts'
import { counted, countOne } from './throttle.ts'

/** In a quarter of an hour: of all accounts from one address, and of one account from anywhere, whose mails they are. */
export const resetsPerAddress = 10
export const resetsPerAccount = 3

/**
 * Takes the wish for a link to a new password, and answers what is left to do: looking the account up and mailing it.
 * Whoever calls does that after answering, so that neither the answer nor its time tells who has an account, nor whether
 * one got too many mails already. Throws `rate_limited` by address, and `wrong_state` where no mail can be sent. OWASP
 * Forgot Password Cheat Sheet; OWASP ASVS 6.3.8, 6.4.
 */
export async function requestReset({ email }: RequestResetInput, origin: RequestOrigin): Promise<() => Promise<void>> {
  if (!env().mail) throw new PosternError('wrong_state', 'Postern sends no mail here. Ask its operator for a link.')
  const sentence = 'Too many links were asked for from your address.'
  await countOne(counted('reset-address', [networkOf(origin.address)], resetsPerAddress, sentence), origin.address)
  const isTooMany = await countOne(counted('reset-account', [email], resetsPerAccount, sentence), origin.address).then(
    () => false,
    (error: unknown) => {
      if (error instanceof PosternError && error.code === 'rate_limited') return true
      throw error
    },
  )
  return async () => {
    if (!isTooMany) await mailLink(email)
  }
}

/** An account without a password signs in otherwise, by what others can take away: a mail gives it none. */
async function mailLink(email: string): Promise<void> {
  try {
    const person = await db().person.findFirst({
      where: { email, suspendedAt: null, passwordHash: { not: null } },
      select: { id: true, email: true },
    })
    if (person) await sendReset(person.email, await newResetLink(db(), person.id, mailedResetMs), mailedResetMinutes)
  } catch (error) {
    log.failure(error)
  }
}
