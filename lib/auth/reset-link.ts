import { clock } from '#lib/core/clock.ts'
import { env } from '#lib/core/env.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { newLinkToken } from './link-token.ts'
import { mailedResetMinutes } from './schema.ts'

/** Of a link that somebody asked for by mail. */
export const mailedResetMs = mailedResetMinutes * 60 * 1000
/** Of one that the operator prints and hands over. */
export const printedResetHours = 24
export const printedResetMs = printedResetHours * 60 * 60 * 1000

/**
 * A new link to set a person's password with, once. The token stands in the fragment, which browsers send to no server
 * and no log; the database holds its hash.
 */
export async function newResetLink(
  tx: Pick<Tx, 'passwordReset'>,
  personId: string,
  lifetimeMs: number,
): Promise<string> {
  const { token, tokenHash } = newLinkToken()
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  await tx.passwordReset.create({ data: { tokenHash, personId, createdAt: now, expiresAt } })
  return `${env().url.origin}/reset#${token}`
}
