import type { Scope } from '#lib/access/permit.ts'
import { assertSignInPolicy, type SessionProof } from '#lib/access/sign-in-policy.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Organization } from '#lib/db/generated/client.ts'
import { publicSuffixProblem } from '#lib/host-rules/public-suffix-problem.ts'
import type { Policies } from './schema.ts'

/** How whoever changes the policies signed in, and the issuers of this installation's identity provider; none: it has none. */
export type PolicySetter = { proof: SessionProof; issuers: readonly string[] }

/**
 * Makes sure that nobody locks themself out by a stricter sign-in, or every Owner by single sign-on, or lets in whom they
 * did not mean: who asks for a second factor or for single sign-on signed in so, single sign-on is asked for only where
 * there is a provider and an Owner has connected it, and who joins by it has an address that not everybody can have, and
 * joins a domain that is there. That an Owner has a second factor is not asked for: without one, they set it up when they
 * next sign in. Throws `invalid`, field by field. What stays as it was is not judged again, but for the domain that new
 * addresses join.
 */
export async function judgeSignIn(
  scope: Scope<'policy:edit'>,
  { old, now, by }: { old: Organization; now: Policies; by: PolicySetter },
): Promise<void> {
  const fields: Record<string, string> = {}
  const isNew = (key: 'ssoRequired' | 'secondFactorRequired') => now[key] && !old[key]
  if (isNew('ssoRequired')) {
    if (by.issuers.length === 0) fields.ssoRequired = noProvider
    else if (!meets({ ssoRequired: true, secondFactorRequired: false }, by))
      fields.ssoRequired =
        'You signed in without single sign-on yourself, and would be locked out. Connect it in your account, sign in with it, then turn this on.'
    else if (!(await someOwnerHasSso(scope, by)))
      fields.ssoRequired =
        'No Owner has connected single sign-on, and all of them would be locked out. Ask one to connect it in their account first.'
  }
  if (isNew('secondFactorRequired') && !meets({ ssoRequired: false, secondFactorRequired: true }, by))
    fields.secondFactorRequired =
      'You signed in without a second factor yourself, and would be locked out. Set one up in your account, sign in with it, then turn this on.'
  Object.assign(fields, await joiningProblems(scope, old, now, by))
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

/** Threat: an Org Admin who shuts the Owners out by a policy, whom they may not touch otherwise. */
async function someOwnerHasSso(
  { tx, organization }: Scope<'policy:edit'>,
  { issuers }: PolicySetter,
): Promise<boolean> {
  const owner = await tx.membership.findFirst({
    where: {
      organizationId: organization.id,
      role: 'owner',
      suspendedAt: null,
      person: { suspendedAt: null, identities: { some: { issuer: { in: [...issuers] } } } },
    },
    select: { personId: true },
  })
  return owner !== null
}

const noProvider =
  'Single sign-on is not set up here. The operator of Postern connects an identity provider first (OIDC_ISSUER).'

function meets(policy: { ssoRequired: boolean; secondFactorRequired: boolean }, { proof }: PolicySetter): boolean {
  try {
    assertSignInPolicy(policy, proof)
    return true
  } catch (error) {
    if (error instanceof PosternError) return false
    throw error
  }
}

async function joiningProblems(
  { tx, organization }: Scope<'policy:edit'>,
  old: Organization,
  { ssoJoinDomains, ssoJoinDomainId }: Policies,
  { issuers }: PolicySetter,
): Promise<Record<string, string>> {
  const added = ssoJoinDomains.filter((name) => !old.ssoJoinDomains.includes(name))
  if (added.length > 0 && issuers.length === 0) return { ssoJoinDomains: noProvider }
  const open = added.find((name) => publicSuffixProblem(`*.${name}`) !== null)
  if (open !== undefined)
    return { ssoJoinDomains: `Anyone can have an address under ${open}. Name your own domain, like acme.${open}.` }
  if (ssoJoinDomains.length > 0 && ssoJoinDomainId === null)
    return { ssoJoinDomainId: 'Choose the domain that they join.' }
  if (ssoJoinDomainId === null || (ssoJoinDomainId === old.ssoJoinDomainId && added.length === 0)) return {}
  // Held, so that it is not archived while this waits for its commit.
  const [domain] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Domain"
     WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${ssoJoinDomainId}::uuid AND "archivedAt" IS NULL
       FOR SHARE`
  return domain ? {} : { ssoJoinDomainId: 'This domain is archived or does not exist. Choose another one.' }
}
