import { newResetLink, printedResetMs } from '#lib/auth/reset-link.ts'
import type { Tx } from '#lib/db/transaction.ts'

/**
 * The one-time link by which somebody sets their first password, or null where they sign in already: by a password, a
 * passkey or an identity provider. Threat: an account that has no password on purpose would get one, beside what others
 * can take away.
 */
export async function firstLink(tx: Tx, personId: string): Promise<string | null> {
  const newcomer = await tx.person.findFirst({
    where: { id: personId, passwordHash: null, passkeys: { none: {} }, identities: { none: {} } },
    select: { id: true },
  })
  return newcomer && newResetLink(tx, personId, printedResetMs)
}
