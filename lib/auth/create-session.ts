import { authorizeOwnEntries } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { longestSessionHours } from './session-lifetime.ts'

export type Account = { id: string; email: string; name: string }

/**
 * Opens a new session for a person who has just proven by `factors` who they are, and says so in the log of each of their
 * organizations: all of it or nothing. `hold` makes sure, in the same transaction, that what was proven still stands, or
 * uses it up. Answers the session's id, always a new one (OWASP ASVS 7.2.4).
 */
export async function createSession(
  person: Account,
  factors: readonly Factor[],
  origin: RequestOrigin,
  hold?: (tx: Tx) => Promise<void>,
): Promise<string> {
  const permits = await authorizeOwnEntries({ personId: person.id, name: person.name }, origin)
  const now = clock.now()
  return inTransaction(async (tx) => {
    await hold?.(tx)
    const { id } = await tx.session.create({
      data: {
        personId: person.id,
        createdAt: now,
        lastSeenAt: now,
        // Which of the policies ends it before that, lib/auth/find-session.ts asks with every request.
        expiresAt: new Date(now.getTime() + longestSessionHours * 60 * 60 * 1000),
        freshAt: now,
        factors: [...factors],
        address: origin.address,
        program: origin.program,
      },
      select: { id: true },
    })
    const subject = { kind: 'person' as const, id: person.id, name: person.name }
    const entry = { action: 'person.signed_in', subject, details: { factors: [...factors] } }
    for (const permit of permits) await appendEntries(tx, permit, 'done', [entry])
    return id
  })
}
