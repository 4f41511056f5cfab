import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { findSession } from '#lib/auth/find-session.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { TestIdentityProvider } from '#lib/testing/identity-provider.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import {
  goAndReturn,
  newMailDomain,
  problemOf,
  takeInto,
  unchangedIn,
  useIdentityProvider,
} from '#lib/testing/use-identity-provider.ts'
import { organizationsTaking } from './join-by-policy.ts'

let provider: TestIdentityProvider
let tenant: Tenant
const domain = newMailDomain()
before(async () => {
  provider = await useIdentityProvider()
  tenant = await makeTenant()
  await takeInto(tenant, domain.toUpperCase())
})
after(async () => {
  await provider.stop()
  await disconnect()
})

const changesNothing = <T>(work: () => Promise<T>) => unchangedIn(tenant, domain)(work)
const newSubject = () => randomBytes(8).toString('hex')
type Claims = { email_verified?: unknown; name?: string; hd?: unknown; at?: string }

/** Somebody new whom the provider knows. */
async function somebody({ at = domain, ...claims }: Claims = {}) {
  const sub = newSubject()
  const account = { sub, email: `Tom.${sub}@${at}`, email_verified: true, name: 'Tom Abara', ...claims }
  await provider.accounts(account)
  return { ...account, stored: account.email.toLowerCase() }
}

const personOf = (email: string) =>
  db().person.findUnique({ where: { email }, include: { memberships: { include: { domains: true } } } })

describe('whoever signs in by single sign-on', () => {
  test('and is new becomes an Editor where a policy takes their verified address, and it is logged there', async () => {
    const { sub, stored } = await somebody()
    const outcome = await goAndReturn(sub)
    assert.ok(outcome.problem === null && outcome.session.kind === 'opened')
    assert.equal(outcome.next, '/acme')
    const person = await personOf(stored)
    assert.equal(person?.passwordHash, null)
    assert.deepEqual(
      person?.memberships.map(({ organizationId, role, domains }) => [
        organizationId,
        role,
        domains.map((each) => [each.domainId, each.role]),
      ]),
      [[tenant.organization.id, 'member', [[tenant.organization.europe.id, 'editor']]]],
    )
    assert.deepEqual((await findSession(outcome.session.sessionId))?.proof.factors, ['sso'])
    const entries = await db().changeLogEntry.findMany({
      where: { subjectId: person?.id },
      orderBy: { sequence: 'asc' },
    })
    assert.deepEqual(
      entries.map(({ action, actorId, actorRole, domainId }) => [action, actorId === person?.id, actorRole, domainId]),
      [
        ['member.joined', true, 'Editor', tenant.organization.europe.id],
        ['person.signed_in', true, 'Editor', null],
      ],
    )
    assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  })

  test('is the same person the next time, whatever address and name the provider then says', async () => {
    const { sub, stored } = await somebody()
    assert.equal(problemOf(await goAndReturn(sub)), null)
    await provider.accounts({ sub, email: tenant.people.owner.email, email_verified: true, name: 'Ines Okafor' })
    const outcome = await goAndReturn(sub)
    assert.ok(outcome.problem === null && outcome.session.kind === 'opened')
    assert.equal(outcome.session.person.email, stored)
    assert.equal(outcome.session.person.name, 'Tom Abara')
  })

  test('becomes one person, also by two windows at once', async () => {
    const { sub, stored } = await somebody()
    const outcomes = await Promise.all([goAndReturn(sub), goAndReturn(sub)])
    assert.deepEqual(outcomes.map(problemOf), [null, null])
    assert.equal((await personOf(stored))?.memberships.length, 1)
    assert.equal(await db().federatedIdentity.count({ where: { subject: sub } }), 1)
  })

  test('has a name of one line, or the first part of the address', async () => {
    const long = await somebody({ name: `\u0007${'x'.repeat(99)}\n👩‍🚀y` })
    assert.equal(problemOf(await goAndReturn(long.sub)), null)
    assert.match((await personOf(long.stored))?.name ?? '', /^x{99}$/)
    const linked = await somebody({ name: 'Locked: https://www.evil.example \u202eabara' })
    assert.equal(problemOf(await goAndReturn(linked.sub)), null)
    assert.equal((await personOf(linked.stored))?.name, 'Locked: https www evil.example abara')
    const { name: _, ...nameless } = await somebody()
    await provider.accounts(nameless)
    assert.equal(problemOf(await goAndReturn(nameless.sub)), null)
    assert.equal((await personOf(nameless.stored))?.name, nameless.stored.split('@')[0])
  })
})

describe('nothing is changed, and nobody signed in,', () => {
  const refused = async (claims: Claims, problem: string) => {
    const { sub } = await somebody(claims)
    assert.equal(await changesNothing(async () => problemOf(await goAndReturn(sub))), problem)
  }

  test('for an address that the provider does not vouch for', async () => {
    for (const email_verified of [false, 'true', 1, undefined, null]) await refused({ email_verified }, 'not_verified')
  })

  test('for an address whose domain no policy takes', async () => {
    await refused({ at: `sub.${domain}` }, 'not_known')
    await refused({ at: `x${domain}` }, 'not_known')
    await refused({ at: 'other.example' }, 'not_known')
    await refused({ at: `evil.example.${domain}.example` }, 'not_known')
  })

  test('where the provider says that the account belongs to another organization of its own', async () => {
    await refused({ hd: 'other.example' }, 'not_known')
    await refused({ hd: ['x', domain] }, 'failed')
    const { sub } = await somebody({ hd: domain })
    assert.equal(problemOf(await goAndReturn(sub)), null)
  })

  test('where the domain that the policy names is archived, or the policy names none', async () => {
    const { id, europe } = tenant.organization
    await db().domain.updateMany({ where: { id: europe.id }, data: { archivedAt: new Date() } })
    await refused({}, 'not_known')
    await db().domain.updateMany({ where: { id: europe.id }, data: { archivedAt: null } })
    await db().organization.update({ where: { id }, data: { ssoJoinDomainId: null } })
    await refused({}, 'not_known')
    await takeInto(tenant, domain)
  })

  test('for the address of an account that is here already, which only its own person connects', async () => {
    const sub = newSubject()
    const email = `${sub}@${domain}`
    await db().person.update({ where: { id: tenant.people.owner.personId }, data: { email } })
    await provider.accounts({ sub, email: email.toUpperCase(), email_verified: true })
    assert.equal(await changesNothing(async () => problemOf(await goAndReturn(sub))), 'not_connected')
  })

  test('for a person who is suspended', async () => {
    const { sub, stored } = await somebody()
    assert.equal(problemOf(await goAndReturn(sub)), null)
    await db().person.update({ where: { email: stored }, data: { suspendedAt: new Date() } })
    assert.equal(await changesNothing(async () => problemOf(await goAndReturn(sub))), 'suspended')
  })

  test('when they cancel at the provider', async () => {
    assert.equal(await changesNothing(async () => problemOf(await goAndReturn(null))), 'cancelled')
  })
})

describe('a policy makes nobody a member', () => {
  const membershipsOf = async (email: string) => (await personOf(email))?.memberships ?? []

  test('who is suspended there: the membership stays as it is', async () => {
    const { sub, stored } = await somebody()
    await goAndReturn(sub)
    const [membership] = await membershipsOf(stored)
    const where = { organizationId: tenant.organization.id, personId: membership?.personId ?? '' }
    await db().membership.updateMany({ where, data: { suspendedAt: new Date() } })
    await db().domainMembership.deleteMany({ where })
    assert.equal(problemOf(await goAndReturn(sub)), null, 'They may sign in for other organizations.')
    const [after] = await membershipsOf(stored)
    assert.ok(after?.suspendedAt)
    assert.deepEqual(after.domains, [])
  })

  test('who was removed or left, but who is new to an organization that begins to take them', async () => {
    const { sub, stored } = await somebody()
    await goAndReturn(sub)
    const [membership] = await membershipsOf(stored)
    const { personId = '' } = membership ?? {}
    const { runChange } = await import('#lib/changelog/run-change.ts')
    const { record } = await import('#lib/changelog/record.ts')
    await runChange(await tenant.organizationPermit('member:remove'), async (scope) => {
      await scope.tx.membership.deleteMany({ where: { organizationId: scope.organization.id, personId } })
      record(scope, { action: 'member.removed', subject: { kind: 'person', id: personId, name: 'Tom' } })
    })
    const other = await makeTenant()
    await takeInto(other, domain)
    assert.equal(problemOf(await goAndReturn(sub)), null)
    assert.deepEqual(
      (await membershipsOf(stored)).map(({ organizationId }) => organizationId),
      [other.organization.id],
    )
    await db().organization.update({ where: { id: other.organization.id }, data: { ssoJoinDomainId: null } })
  })

  test('who is in an organization already: no other one draws them in', async () => {
    const { sub, stored } = await somebody()
    await goAndReturn(sub)
    const other = await makeTenant()
    await takeInto(other, domain)
    assert.equal(problemOf(await goAndReturn(sub)), null)
    assert.deepEqual(
      (await membershipsOf(stored)).map(({ organizationId }) => organizationId),
      [tenant.organization.id],
    )
    await db().organization.update({ where: { id: other.organization.id }, data: { ssoJoinDomainId: null } })
  })

  test('whose provider says whose accounts are, and does not say it of theirs', async () => {
    const takenBy = (issuer: string, hostedDomain: string | null) =>
      inTransaction((tx) => organizationsTaking(tx, { issuer, email: `tom@${domain}`, hostedDomain }))
    const google = 'https://accounts.google.com'
    assert.deepEqual(await takenBy(google, null), [])
    for (const [issuer, hd] of [
      [google, domain],
      ['https://sso.example', null],
    ] as const)
      assert.deepEqual(
        (await takenBy(issuer, hd)).map(({ id }) => id),
        [tenant.organization.id],
      )
  })
})
