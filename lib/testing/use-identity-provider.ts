import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { db } from '#lib/db/client.ts'
import { beginSso } from '#lib/oidc/begin-sso.ts'
import { finishSso, type SsoOutcome } from '#lib/oidc/finish-sso.ts'
import type { SsoPurpose } from '#lib/oidc/schema.ts'
import { startIdentityProvider, testClient } from './identity-provider.ts'
import type { Tenant } from './make-tenant.ts'
import { trustAuthority } from './trust-authority.ts'
import { ProviderBrowser } from './walk-provider.ts'

/** A provider in another process, which this process trusts and has as its own. Before anything reads the environment. */
export async function useIdentityProvider(options: { claimsInIdToken?: boolean } = {}) {
  const provider = await startIdentityProvider({ redirectUri: 'http://localhost:3000/sso/callback', ...options })
  trustAuthority(provider.authority)
  process.env.OIDC_ISSUER = provider.issuer
  process.env.OIDC_CLIENT_ID = testClient.id
  process.env.OIDC_CLIENT_SECRET = testClient.secret
  return provider
}

/** An address that no other test has used: benchmarking networks, at random. */
export const newOrigin = () => ({
  address: `198.19.${randomBytes(1)[0]}.${randomBytes(1)[0]}`,
  program: 'node test',
})

type Walk = { purpose?: SsoPurpose; person?: CurrentPerson | null; email?: string }

/** To the provider, signed in there as `subject`, and what comes back, which nobody has looked at yet. */
export async function goThere(subject: string | null, { purpose = 'sign_in', person = null, email }: Walk = {}) {
  const input = { purpose, next: '/acme', ...(email !== undefined && { email }) }
  const { attemptId, url } = await beginSso(input, person, newOrigin())
  const back = await new ProviderBrowser().walk(url, subject)
  return { attemptId, back }
}

/** The whole way, there and back. */
export async function goAndReturn(subject: string | null, walk: Walk = {}): Promise<SsoOutcome> {
  const { attemptId, back } = await goThere(subject, walk)
  return finishSso(back.search, attemptId, walk.person ?? null, newOrigin())
}

export const problemOf = ({ problem }: SsoOutcome) => problem

/** Makes an organization take whoever has an address at one of these domains, as Editors of Europe. */
export async function takeInto(tenant: Tenant, ...domains: string[]): Promise<void> {
  const { id, europe } = tenant.organization
  await db().organization.update({ where: { id }, data: { ssoJoinDomains: domains, ssoJoinDomainId: europe.id } })
}

/** Everything that a sign-in could change: to be compared before and after one that is refused. */
export async function everything() {
  const [people, identities, sessions, memberships, inDomains, entries] = await Promise.all([
    db().person.findMany({ orderBy: { id: 'asc' } }),
    db().federatedIdentity.findMany({ orderBy: { subject: 'asc' } }),
    db().session.findMany({ orderBy: { id: 'asc' } }),
    db().membership.findMany({ orderBy: [{ organizationId: 'asc' }, { personId: 'asc' }] }),
    db().domainMembership.findMany({ orderBy: [{ domainId: 'asc' }, { personId: 'asc' }] }),
    db().changeLogEntry.count({ where: { outcome: 'done' } }),
  ])
  return { people, identities, sessions, memberships, inDomains, entries }
}

/** Runs `work`, and makes sure that nothing is other than before. */
export async function changesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await everything()
  const result = await work()
  assert.deepEqual(await everything(), before)
  return result
}
