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

/** A domain of addresses that no other test has: tests share one database, and a policy takes whoever fits it. */
export const newMailDomain = () => `${randomBytes(6).toString('hex')}.example`

/** Everything that a sign-in could change in a tenant, of people at a mail domain, and at the provider of this process. */
async function everything({ organization: { id: organizationId } }: Tenant, mailDomain: string) {
  const person = { OR: [{ email: { endsWith: `@${mailDomain}` } }, { memberships: { some: { organizationId } } }] }
  return Promise.all([
    db().person.findMany({ where: person, orderBy: { id: 'asc' } }),
    db().session.findMany({ where: { person }, orderBy: { id: 'asc' } }),
    db().federatedIdentity.findMany({ where: { issuer: process.env.OIDC_ISSUER ?? '' }, orderBy: { subject: 'asc' } }),
    db().membership.findMany({ where: { organizationId }, orderBy: { personId: 'asc' } }),
    db().domainMembership.findMany({ where: { organizationId }, orderBy: [{ domainId: 'asc' }, { personId: 'asc' }] }),
    db().changeLogEntry.count({ where: { organizationId, outcome: 'done' } }),
  ])
}

/** What runs work, and makes sure that nothing is other than before. */
export function unchangedIn(tenant: Tenant, mailDomain: string) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const before = await everything(tenant, mailDomain)
    const result = await work()
    assert.deepEqual(await everything(tenant, mailDomain), before)
    return result
  }
}
