import type { Scope } from '#lib/access/permit.ts'
import { assertSignInPolicy, type SessionProof } from '#lib/access/sign-in-policy.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Organization } from '#lib/db/generated/client.ts'
import { publicSuffixProblem } from '#lib/host-rules/public-suffix-problem.ts'
import type { Policies } from './schema.ts'

/** How whoever changes the policies signed in, and whether this installation has an identity provider. */
export type PolicySetter = { proof: SessionProof; hasProvider: boolean }

/**
 * Makes sure that nobody locks themself or every Owner out, or lets in whom they did not mean: a stricter sign-in is laid
 * down only by somebody who signed in so, single sign-on only where there is a provider and an Owner has connected it,
 * and who joins by it has an address that not everybody can have, and joins a domain that is there. Throws `invalid`,
 * field by field. What stays as it was is not judged again.
 */
export async function judgeSignIn(
  scope: Scope<'policy:edit'>,
  { old, now, by }: { old: Organization; now: Policies; by: PolicySetter },
): Promise<void> {
  const fields: Record<string, string> = {}
  const isNew = (key: 'ssoRequired' | 'secondFactorRequired') => now[key] && !old[key]
  if (isNew('ssoRequired')) {
    if (!by.hasProvider) fields.ssoRequired = noProvider
    else if (!meets({ ssoRequired: true, secondFactorRequired: false }, by))
      fields.ssoRequired =
        'You signed in without single sign-on yourself, and would be locked out. Connect it in your account, sign in with it, then turn this on.'
    else if (!(await someOwnerHasSso(scope)))
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
async function someOwnerHasSso({ tx, organization }: Scope<'policy:edit'>): Promise<boolean> {
  const owner = await tx.membership.findFirst({
    where: {
      organizationId: organization.id,
      role: 'owner',
      suspendedAt: null,
      person: { suspendedAt: null, identities: { some: {} } },
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
  { hasProvider }: PolicySetter,
): Promise<Record<string, string>> {
  const added = ssoJoinDomains.filter((name) => !old.ssoJoinDomains.includes(name))
  if (added.length > 0 && !hasProvider) return { ssoJoinDomains: noProvider }
  const open = added.find((name) => publicSuffixProblem(`*.${name}`) !== null)
  if (open !== undefined)
    return { ssoJoinDomains: `Anyone can have an address under ${open}. Name your own domain, like acme.${open}.` }
  if (ssoJoinDomains.length > 0 && ssoJoinDomainId === null)
    return { ssoJoinDomainId: 'Choose the domain that they join.' }
  if (ssoJoinDomainId === null || ssoJoinDomainId === old.ssoJoinDomainId) return {}
  // Held, so that it is not archived while this waits for its commit.
  const [domain] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Domain"
     WHERE "organizationId" = ${organization.id}::uuid AND "id" = ${ssoJoinDomainId}::uuid AND "archivedAt" IS NULL
       FOR SHARE`
  return domain ? {} : { ssoJoinDomainId: 'This domain is archived or does not exist. Choose another one.' }
}
