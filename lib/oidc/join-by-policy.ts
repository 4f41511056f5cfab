import { authorizeJoining } from '#lib/access/authorize-joining.ts'
import { roleLabels } from '#lib/access/permissions.ts'
import type { PermitPlace, RequestOrigin } from '#lib/access/permit.ts'
import type { Account } from '#lib/auth/create-session.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { VerifiedIdentity } from './read-identity.ts'

type Taking = PermitPlace['organization'] & { domainId: string }

/** Who gives accounts with any address, and says by `hd` alone whose own they are. OpenID Connect at Google, "hd". */
const sayingHostedDomain: readonly string[] = ['https://accounts.google.com']

/**
 * The organizations that take whoever signs in with this address, by their policy, each with the domain in which they
 * become an Editor; locked until the transaction ends, so that a policy that is changed meanwhile waits or was first. The
 * domain behind the @ must be listed, and where the provider says which organization of its own the account belongs to
 * (`hd`), that one as well: else a provider that serves many would vouch for an address of another of its customers. Of
 * one that always says so, an account without it is nobody's but who made it, at an address that was theirs once.
 */
export async function organizationsTaking(
  tx: Tx,
  { issuer, email, hostedDomain }: Pick<VerifiedIdentity, 'issuer' | 'email' | 'hostedDomain'>,
): Promise<Taking[]> {
  if (email === null || (hostedDomain === null && sayingHostedDomain.includes(issuer))) return []
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return tx.$queryRaw<Taking[]>`
    SELECT o."id", o."slug", o."name", o."timeZone", d."id" AS "domainId"
      FROM "Organization" o
      JOIN "Domain" d ON d."organizationId" = o."id" AND d."id" = o."ssoJoinDomainId" AND d."archivedAt" IS NULL
     WHERE EXISTS (SELECT 1 FROM unnest(o."ssoJoinDomains") AS listed(name) WHERE lower(listed.name) = ${domain})
       AND (${hostedDomain}::text IS NULL
            OR EXISTS (SELECT 1 FROM unnest(o."ssoJoinDomains") AS listed(name) WHERE lower(listed.name) = ${hostedDomain}))
     ORDER BY o."id" FOR SHARE OF o, d`
}

/**
 * Makes a person who is in no organization yet a member of those that take them, as an Editor of one domain, and logs it
 * there in their name. Never who was removed from one or left it, nor who is in any, suspended or not: those come by
 * invitation, which they accept. Threat: the admins of another organization here list an address domain that is not
 * theirs, and draw its people in, whose sessions they could then shorten and end.
 */
export async function joinOrganizations(
  tx: Tx,
  person: Account,
  taking: Taking[],
  origin: RequestOrigin,
): Promise<void> {
  if ((await tx.membership.count({ where: { personId: person.id } })) > 0) return
  for (const { domainId, ...organization } of taking) {
    const organizationId = organization.id
    const gone = await tx.changeLogEntry.findFirst({
      where: {
        organizationId,
        subjectId: person.id,
        outcome: 'done',
        action: { in: ['member.removed', 'member.left'] },
      },
      select: { sequence: true },
    })
    if (gone) continue
    await tx.membership.create({
      data: {
        organizationId,
        personId: person.id,
        role: 'member',
        domains: { create: { domainId, role: 'editor' } },
      },
    })
    await appendEntries(tx, authorizeJoining(person, 'editor', organization, origin), 'done', [
      {
        action: 'member.joined',
        subject: { kind: 'person', id: person.id, name: person.name },
        domainId,
        details: { fields: { Role: { from: null, to: roleLabels.editor } }, note: 'by_single_sign_on' },
      },
    ])
  }
}
