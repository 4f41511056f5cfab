import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createSession } from '#lib/auth/create-session.ts'
import { endSession } from '#lib/auth/end-session.ts'
import { type CurrentPerson, findSession } from '#lib/auth/find-session.ts'
import { clock } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import type { ProviderAccount, TestIdentityProvider } from '#lib/testing/identity-provider.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import {
  goAndReturn,
  goThere,
  newMailDomain,
  newOrigin,
  problemOf,
  takeInto,
  unchangedIn,
  useIdentityProvider,
} from '#lib/testing/use-identity-provider.ts'
import { ProviderBrowser } from '#lib/testing/walk-provider.ts'
import { beginningsPerAddress, beginSso } from './begin-sso.ts'
import { disconnectIdentities } from './disconnect-identity.ts'
import { finishSso } from './finish-sso.ts'

let provider: TestIdentityProvider
let tenant: Tenant
const domain = newMailDomain()
before(async () => {
  provider = await useIdentityProvider({ claimsInIdToken: true })
  tenant = await makeTenant()
  await takeInto(tenant, domain)
})
after(async () => {
  await provider.stop()
  await disconnect()
})

const accounts: ProviderAccount[] = []

async function newSubject(): Promise<string> {
  const sub = randomBytes(8).toString('hex')
  accounts.push({ sub, email: `${sub}@${domain}`, email_verified: true })
  await provider.accounts(...accounts)
  return sub
}

async function signedIn(role: TestRole): Promise<CurrentPerson> {
  const { personId: id, email, name } = tenant.people[role]
  const person = await findSession(await createSession({ id, email, name }, ['password'], newOrigin()))
  assert.ok(person)
  return person
}

const changesNothing = <T>(work: () => Promise<T>) => unchangedIn(tenant, domain)(work)

const refused = async (work: () => ReturnType<typeof finishSso>, problem: string) =>
  assert.equal(await changesNothing(async () => problemOf(await work())), problem)

describe('an answer of the provider', () => {
  test('counts once', async () => {
    const { attemptId, back } = await goThere(await newSubject())
    assert.equal(problemOf(await finishSso(back.search, attemptId, null, newOrigin())), null)
    await refused(() => finishSso(back.search, attemptId, null, newOrigin()), 'expired')
  })

  test('counts once, also when it comes many times at once', async () => {
    const { attemptId, back } = await goThere(await newSubject())
    const all = Array.from({ length: 8 }, () => finishSso(back.search, attemptId, null, newOrigin()))
    const problems = (await Promise.all(all)).map(problemOf)
    assert.deepEqual(problems.filter((problem) => problem === null).length, 1)
  })

  test('counts for the browser alone that began it, and with the state that it was sent out with', async () => {
    const sub = await newSubject()
    const mine = await goThere(sub)
    const theirs = await goThere(sub)
    await refused(() => finishSso(theirs.back.search, mine.attemptId, null, newOrigin()), 'expired')
    await refused(() => finishSso(theirs.back.search, null, null, newOrigin()), 'expired')
    const unknown = '018f0000-0000-4000-8000-000000000000'
    await refused(() => finishSso(theirs.back.search, unknown, null, newOrigin()), 'expired')
    for (const state of ['', 'x', mine.back.searchParams.get('state')?.toLowerCase() ?? '']) {
      const search = new URLSearchParams(mine.back.searchParams)
      search.set('state', state)
      await refused(() => finishSso(`?${search}`, mine.attemptId, null, newOrigin()), 'expired')
    }
    assert.equal(
      problemOf(await finishSso(mine.back.search, mine.attemptId, null, newOrigin())),
      null,
      'What nobody answered rightly still waits.',
    )
  })

  test('with the code of another browser is worth nothing: it lacks that one’s verifier', async () => {
    const sub = await newSubject()
    const [mine, theirs] = [await goThere(sub), await goThere(sub)]
    const search = new URLSearchParams(mine.back.searchParams)
    search.set('code', theirs.back.searchParams.get('code') ?? '')
    await refused(() => finishSso(`?${search}`, mine.attemptId, null, newOrigin()), 'failed')
  })

  test('for a request whose nonce somebody has changed is refused', async () => {
    const sub = await newSubject()
    const { attemptId, url } = await beginSso({ purpose: 'sign_in', next: null }, null, newOrigin())
    const changed = new URL(url)
    changed.searchParams.set('nonce', 'of-somebody-else')
    const { ProviderBrowser } = await import('#lib/testing/walk-provider.ts')
    const back = await new ProviderBrowser().walk(changed.href, sub)
    await refused(() => finishSso(back.search, attemptId, null, newOrigin()), 'failed')
  })

  test('that comes after ten minutes is too late', async (context) => {
    const { attemptId, back } = await goThere(await newSubject())
    const now = Date.now()
    context.mock.method(clock, 'now', () => new Date(now + 10 * 60 * 1000 + 1))
    await refused(() => finishSso(back.search, attemptId, null, newOrigin()), 'expired')
  })

  test('may be asked for so often from one address, and no more', async () => {
    const origin = newOrigin()
    const begin = () => beginSso({ purpose: 'sign_in', next: null }, null, origin)
    for (let i = 0; i < beginningsPerAddress - 1; i++) await begin()
    const { attemptId, url } = await begin()
    await assert.rejects(begin(), { code: 'rate_limited' })
    const back = await new ProviderBrowser().walk(url, null)
    assert.equal(problemOf(await finishSso(back.search, attemptId, null, origin)), 'cancelled')
    await assert.rejects(begin(), { code: 'rate_limited' })
  })

  test('counts for nobody else at the same address once it led to a session', async () => {
    const origin = newOrigin()
    const begin = () => beginSso({ purpose: 'sign_in', next: null }, null, origin)
    for (let i = 0; i < beginningsPerAddress - 1; i++) await begin()
    const { attemptId, url } = await begin()
    const back = await new ProviderBrowser().walk(url, await newSubject())
    assert.equal(problemOf(await finishSso(back.search, attemptId, null, origin)), null)
    await begin()
    await assert.rejects(begin(), { code: 'rate_limited' })
  })
})

describe('an account is connected', () => {
  test('by its own person alone, who is signed in lately, and signs in by it from then on', async () => {
    const sub = await newSubject()
    const person = await signedIn('editor')
    await assert.rejects(beginSso({ purpose: 'connect', next: null }, null, newOrigin()), { code: 'unauthenticated' })
    const stale = { ...person, proof: { ...person.proof, freshAt: new Date(0) } }
    await assert.rejects(beginSso({ purpose: 'connect', next: null }, stale, newOrigin()), {
      code: 'fresh_sign_in_required',
    })
    const outcome = await goAndReturn(sub, { purpose: 'connect', person })
    assert.ok(outcome.problem === null && outcome.session.kind === 'renewed')
    assert.equal(await findSession(person.sessionId), null, 'The session has a new id.')
    assert.deepEqual((await findSession(outcome.session.sessionId))?.proof.factors, ['password', 'sso'])
    const later = await goAndReturn(sub)
    assert.ok(later.problem === null && later.session.kind === 'opened')
    assert.equal(later.session.person.id, person.personId)
    const entries = await db().changeLogEntry.findMany({ where: { subjectId: person.personId } })
    assert.ok(entries.some(({ action }) => action === 'person.sso_connected'))
  })

  test('not with an identity that another account has, and not for a session that ended or is another', async () => {
    const sub = await newSubject()
    const [owner, admin] = [await signedIn('owner'), await signedIn('org_admin')]
    const connected = await goAndReturn(sub, { purpose: 'connect', person: owner })
    assert.equal(problemOf(connected), null)
    await refused(() => goAndReturn(sub, { purpose: 'connect', person: admin }), 'connected_elsewhere')
    const other = await newSubject()
    const { attemptId, back } = await goThere(other, { purpose: 'connect', person: admin })
    await refused(() => finishSso(back.search, attemptId, null, newOrigin()), 'signed_out')
    const elsewhere = await goThere(other, { purpose: 'connect', person: admin })
    const editor = await signedIn('editor')
    await refused(() => finishSso(elsewhere.back.search, elsewhere.attemptId, editor, newOrigin()), 'signed_out')
    const again = await goThere(other, { purpose: 'connect', person: admin })
    await endSession(admin, newOrigin())
    await refused(() => finishSso(again.back.search, again.attemptId, admin, newOrigin()), 'signed_out')
  })

  test('and disconnected again, unless nothing else would let its person in', async () => {
    const sub = await newSubject()
    const outcome = await goAndReturn(sub)
    assert.ok(outcome.problem === null)
    const person = await findSession(outcome.session.sessionId)
    assert.ok(person)
    await changesNothing(() => assert.rejects(disconnectIdentities(person, newOrigin()), { code: 'wrong_state' }))
    await db().person.update({ where: { id: person.personId }, data: { passwordHash: 'any' } })
    await disconnectIdentities(person, newOrigin())
    await refused(() => goAndReturn(sub), 'not_connected')
  })
})

describe('a fresh proof', () => {
  const connected = async (role: TestRole) => {
    const sub = await newSubject()
    const person = await signedIn(role)
    const outcome = await goAndReturn(sub, { purpose: 'connect', person })
    assert.ok(outcome.problem === null)
    const now = await findSession(outcome.session.sessionId)
    assert.ok(now)
    await db().session.update({ where: { id: now.sessionId }, data: { freshAt: new Date(0) } })
    return { sub, person: now }
  }

  test('is asked of the provider as a sign-in that happens now, and makes the session fresh under a new id', async () => {
    const { sub, person } = await connected('domain_admin')
    const { url } = await beginSso({ purpose: 'confirm', next: null }, person, newOrigin())
    const asked = new URL(url).searchParams
    assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0'])
    const outcome = await goAndReturn(sub, { purpose: 'confirm', person })
    assert.ok(outcome.problem === null && outcome.session.kind === 'renewed')
    assert.equal(await findSession(person.sessionId), null)
    const freshAt = (await findSession(outcome.session.sessionId))?.proof.freshAt.getTime() ?? 0
    assert.ok(Date.now() - freshAt < 60_000)
  })

  test('is not a sign-in of before, though the provider sends it', async () => {
    const { sub, person } = await connected('other_domain_admin')
    const { attemptId, url } = await beginSso({ purpose: 'confirm', next: null }, person, newOrigin())
    const lazy = new URL(url)
    lazy.searchParams.delete('prompt')
    lazy.searchParams.delete('max_age')
    const { ProviderBrowser } = await import('#lib/testing/walk-provider.ts')
    const back = await new ProviderBrowser().walk(lazy.href, sub)
    await refused(() => finishSso(back.search, attemptId, person, newOrigin()), 'not_fresh')
  })

  test('is not that of another person of the provider', async () => {
    const { person } = await connected('editor')
    const other = await newSubject()
    await refused(() => goAndReturn(other, { purpose: 'confirm', person }), 'another_person')
  })

  test('for a session that has ended comes from its person alone', async () => {
    const { sub, person } = await connected('owner')
    const other = await newSubject()
    await refused(() => goAndReturn(other, { email: person.email }), 'another_person')
    await refused(() => goAndReturn(sub, { email: 'nobody@acme.example' }), 'another_person')
    const outcome = await goAndReturn(sub, { email: person.email })
    assert.ok(outcome.problem === null && outcome.session.kind === 'opened')
    assert.equal(outcome.session.person.id, person.personId)
  })
})
