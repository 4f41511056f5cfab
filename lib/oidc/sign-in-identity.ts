import type { RequestOrigin } from '#lib/access/permit.ts'
import { type Account, createSession } from '#lib/auth/create-session.ts'
import { clock } from '#lib/core/clock.ts'
import { nameWithoutLinks } from '#lib/core/name-text.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { joinOrganizations, organizationsTaking } from './join-by-policy.ts'
import type { VerifiedIdentity } from './read-identity.ts'
import { SsoRefusal } from './sso-refusal.ts'

/**
 * A session for whom the identity provider has vouched for: the person of this issuer and subject, never one found by an
 * address. Who is new becomes a person and a member where an organization's policy takes them. Throws SsoRefusal
 * `another_person` if it is not `expectedId`, `suspended`, `not_verified`, `not_connected` where an account has the
 * address already, and `not_known`. OWASP ASVS 10.5, 6.8.
 */
export async function signInIdentity(
  identity: VerifiedIdentity,
  expectedId: string | null,
  origin: RequestOrigin,
): Promise<{ person: Account; sessionId: string }> {
  const person = await admitted(identity, expectedId, origin)
  const sessionId = await createSession(person, ['sso'], origin, (tx) => holdIdentity(tx, identity, person.id))
  return { person, sessionId }
}

async function admitted(
  identity: VerifiedIdentity,
  expectedId: string | null,
  origin: RequestOrigin,
): Promise<Account> {
  try {
    return await inTransaction((tx) => admit(tx, identity, expectedId, origin))
  } catch (error) {
    // The same person came by two windows at once: the second finds what the first has made.
    if (!isConflict(error)) throw error
    return inTransaction((tx) => admit(tx, identity, expectedId, origin))
  }
}

async function admit(
  tx: Tx,
  identity: VerifiedIdentity,
  expectedId: string | null,
  origin: RequestOrigin,
): Promise<Account> {
  const { issuer, subject } = identity
  const known = await tx.federatedIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: { select: { id: true, email: true, name: true, suspendedAt: true } } },
  })
  if (expectedId !== null && known?.person.id !== expectedId) throw new SsoRefusal('another_person')
  if (known?.person.suspendedAt) throw new SsoRefusal('suspended')
  const taking = await organizationsTaking(tx, identity)
  const person = known?.person ?? (await newPerson(tx, identity, taking.length > 0))
  await joinOrganizations(tx, person, taking, origin)
  await tx.federatedIdentity.update({
    where: { issuer_subject: { issuer, subject } },
    data: { lastUsedAt: clock.now() },
  })
  const { id, email, name } = person
  return { id, email, name }
}

async function newPerson(
  tx: Tx,
  { issuer, subject, email, name }: VerifiedIdentity,
  isTaken: boolean,
): Promise<Account> {
  if (email === null) throw new SsoRefusal('not_verified')
  const same = await tx.person.findUnique({ where: { email }, select: { id: true } })
  if (same) throw new SsoRefusal('not_connected')
  if (!isTaken) throw new SsoRefusal('not_known')
  return tx.person.create({
    data: { email, name: shownName(name, email), identities: { create: { issuer, subject } } },
    select: { id: true, email: true, name: true },
  })
}

const isConflict = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'P2002'

/** As a name may be here: one line, at most 100 characters; the address's first part where the provider says none. */
function shownName(name: string | null, email: string): string {
  return lineOf(name ?? '') || lineOf(email.slice(0, email.indexOf('@'))) || 'No name'
}

function lineOf(text: string): string {
  const plain = nameWithoutLinks(text.toWellFormed().replace(/\p{Cc}/gu, ' '))
  return plain.trim().slice(0, 100).toWellFormed().trim()
}

/** What was verified a moment ago still stands, and does until the session is there. */
async function holdIdentity(tx: Tx, { issuer, subject }: VerifiedIdentity, personId: string): Promise<void> {
  const [isStill] = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "FederatedIdentity" f JOIN "Person" p ON p."id" = f."personId"
     WHERE f."issuer" = ${issuer} AND f."subject" = ${subject} AND p."id" = ${personId}::uuid AND p."suspendedAt" IS NULL
       FOR SHARE OF f, p`
  if (!isStill) throw new SsoRefusal('suspended')
}
