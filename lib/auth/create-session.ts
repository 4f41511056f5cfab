import { authorize } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { clock } from '#lib/core/clock.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { organizationsOf } from './organizations-of.ts'
import { sessionLifetimeMs } from './session-lifetime.ts'

export type Account = { id: string; email: string; name: string }

/**
 * Opens a new session for a person who has just proven who they are, and says so in the log of each of their
 * organizations: all of it or nothing. Answers the session's id, always a new one (OWASP ASVS 7.2.4).
 */
export async function createSession(person: Account, origin: RequestOrigin): Promise<string> {
  const permits = await permitsOf(person, origin)
  const now = clock.now()
  return inTransaction(async (tx) => {
    const { id } = await tx.session.create({
      data: {
        personId: person.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + sessionLifetimeMs),
        address: origin.address,
        program: origin.program,
      },
      select: { id: true },
    })
    const subject = { kind: 'person' as const, id: person.id, name: person.name }
    for (const permit of permits) await appendEntries(tx, permit, 'done', [{ action: 'person.signed_in', subject }])
    return id
  })
}

/** A person's permits to be seen in their organizations, always in one order: the log's heads are locked in it. */
export async function permitsOf(person: Account, origin: RequestOrigin) {
  const organizations = await organizationsOf(person.email)
  const actor = { personId: person.id, name: person.name }
  return Promise.all(
    organizations.map(({ slug }) => authorize(actor, 'organization:view', { organization: slug }, origin)),
  )
}
