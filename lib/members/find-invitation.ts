import { hashOfLink } from '#lib/auth/link-token.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { DomainRole } from './schema.ts'

/** An invitation whose link holds, with what it still gives. */
export type HeldInvitation = {
  id: string
  email: string
  role: 'org_admin' | 'member'
  /** Without those that were archived meanwhile. */
  domains: { domainId: string; name: string; role: DomainRole }[]
  invitedByName: string
  expiresAt: Date
  organization: { id: string; slug: string; name: string; timeZone: string }
}

type Reader = Pick<Tx, 'invitation' | 'domain' | '$queryRaw'>

/**
 * The invitation of a link's token. With `isLocked`, nobody else uses it until the caller's transaction ends. Throws
 * `not_found` with one and the same sentence for a token that is wrong, expired, withdrawn, used, or of domains that are
 * all archived.
 */
export async function findInvitation(
  tx: Reader,
  token: string,
  { isLocked }: { isLocked: boolean },
): Promise<HeldInvitation> {
  const tokenHash = hashOfLink(token)
  if (isLocked) await tx.$queryRaw`SELECT 1 FROM "Invitation" WHERE "tokenHash" = ${tokenHash} FOR UPDATE`
  const row = await tx.invitation.findUnique({
    where: { tokenHash, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: clock.now() } },
    select: {
      id: true,
      email: true,
      role: true,
      domains: true,
      createdByName: true,
      expiresAt: true,
      organization: { select: { id: true, slug: true, name: true, timeZone: true } },
    },
  })
  if (!row || row.role === 'owner') throw linkProblem()
  const { id, email, role, organization, expiresAt, createdByName: invitedByName } = row
  const given = row.domains as { domainId: string; role: DomainRole }[]
  const active = await tx.domain.findMany({
    where: { organizationId: organization.id, archivedAt: null, id: { in: given.map(({ domainId }) => domainId) } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const domains = active.flatMap(({ id: domainId, name }) => {
    const held = given.find((each) => each.domainId === domainId)
    return held ? [{ domainId, name, role: held.role }] : []
  })
  if (role === 'member' && domains.length === 0) throw linkProblem()
  return { id, email, role, domains, organization, expiresAt, invitedByName }
}

const linkProblem = () =>
  new PosternError(
    'not_found',
    'This invitation does not hold. A link works once, for seven days, until it is renewed or withdrawn. Ask whoever invited you for a new one.',
  )
