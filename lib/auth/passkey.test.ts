import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { env } from '#lib/core/env.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { aPassword, aSession, givePassword } from '#lib/testing/an-account.ts'
import { Authenticator } from '#lib/testing/authenticator.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { findSession } from './find-session.ts'
import { addPasskey, beginPasskey, renamePasskey } from './passkey-add.ts'
import { passkeysWork, relyingParty } from './passkey-party.ts'
import { removePasskey } from './second-factor-remove.ts'
import { passkeysPerAddress } from './second-factor-throttle.ts'
import { signIn } from './sign-in.ts'
import { beginPasskeySignIn, signInPasskey } from './sign-in-passkey.ts'
import { signInSecondFactor } from './sign-in-second-factor.ts'

let tenant: Tenant
let passkey: Authenticator
after(disconnect)
beforeEach(async () => {
  tenant = await makeTenant()
  await givePassword(tenant.people.editor)
  passkey = new Authenticator(env().url.origin)
})

const person = () => tenant.people.editor
const passkeys = () => db().passkey.count({ where: { personId: person().personId } })
const sessions = () => db().session.count({ where: { personId: person().personId, endedAt: null } })

/** A passkey of the editor, or of somebody else, added as they would. */
async function added(authenticator = passkey, name = 'A laptop', of = person()) {
  const session = await aSession(of)
  const { challengeId, options } = await beginPasskey(session)
  const made = await addPasskey(
    session,
    challengeId,
    { name, answer: authenticator.made(options.challenge) },
    testOrigin,
  )
  return { ...made, session, challengeId, options }
}

/** A sign-in with a passkey alone, as `change` gives it. */
async function tried(change: (challenge: string) => ReturnType<Authenticator['signed']>, email?: string) {
  const { challengeId, options } = await beginPasskeySignIn(testOrigin)
  const input = { answer: change(options.challenge), ...(email !== undefined && { email }) }
  return signInPasskey(challengeId, input, testOrigin)
}
const own = (over = {}) => ({ userHandle: person().personId, ...over })

describe('a new passkey', () => {
  test('is stored with its public half, counts for the session, and brings recovery codes', async () => {
    const { sessionId, recoveryCodes, session } = await added()
    assert.equal(recoveryCodes?.length, 10)
    assert.deepEqual((await findSession(sessionId))?.proof.factors, ['password', 'passkey'])
    assert.equal(await findSession(session.sessionId), null, 'The session has a new id.')
    const row = await db().passkey.findFirstOrThrow({ where: { personId: person().personId } })
    assert.deepEqual([row.name, row.transports, row.isBackedUp], ['A laptop', ['internal'], false])
    assert.equal((await added(new Authenticator(env().url.origin))).recoveryCodes, null, 'There are codes already.')
  })

  test('asks to be found without a name, unlocked, and to be another than those that are there', async () => {
    await added()
    const { options } = await beginPasskey(await aSession(person()))
    assert.equal(options.authenticatorSelection?.residentKey, 'required')
    assert.equal(options.authenticatorSelection?.userVerification, 'required')
    assert.deepEqual(
      options.excludeCredentials?.map(({ id }) => id),
      [passkey.id.toString('base64url')],
    )
  })

  test('is not stored for another challenge, site, person, without a PIN or a finger, or twice', async () => {
    const refused = async (over: object, code = 'invalid') => {
      const session = await aSession(person())
      const { challengeId, options } = await beginPasskey(session)
      const answer = passkey.made(options.challenge, over)
      await assert.rejects(addPasskey(session, challengeId, { name: 'x', answer }, testOrigin), { code })
    }
    await refused({ challenge: Buffer.alloc(32).toString('base64url') })
    await refused({ origin: 'https://evil.example' })
    await refused({ rpId: 'evil.example' })
    await refused({ flags: 0x41 })
    const session = await aSession(person())
    const { challengeId, options } = await beginPasskey(await aSession(tenant.people.owner))
    const answer = passkey.made(options.challenge)
    const stolen = addPasskey(session, challengeId, { name: 'x', answer }, testOrigin)
    await assert.rejects(stolen, { code: 'wrong_state' })
    assert.equal(await passkeys(), 0)
    await added()
    await refused({})
    assert.equal(await passkeys(), 1)
  })
})

describe('a sign-in with a passkey alone', () => {
  test('opens a session of two factors, and says so in the log', async () => {
    await added()
    const { sessionId, person: found } = await tried((challenge) => passkey.signed(challenge, own()))
    assert.equal(found.id, person().personId)
    assert.deepEqual((await findSession(sessionId))?.proof.factors, ['passkey'])
    const entry = await db().changeLogEntry.findFirstOrThrow({
      where: { organizationId: tenant.organization.id, action: 'person.signed_in' },
      orderBy: { sequence: 'desc' },
    })
    assert.deepEqual(entry.details, { factors: ['passkey'] })
    assert.ok((await db().passkey.findFirstOrThrow({ where: { personId: person().personId } })).lastUsedAt)
  })

  test('opens nothing otherwise, with one and the same sentence', async () => {
    await added()
    const before = await sessions()
    const stranger = new Authenticator(env().url.origin)
    const answers: ((challenge: string) => ReturnType<Authenticator['signed']>)[] = [
      (challenge) => stranger.signed(challenge, own()),
      (challenge) => passkey.signed(challenge),
      (challenge) => passkey.signed(challenge, { userHandle: tenant.people.owner.personId }),
      (challenge) => passkey.signed(challenge, own({ origin: 'https://evil.example' })),
      (challenge) => passkey.signed(challenge, own({ rpId: 'evil.example' })),
      (challenge) => passkey.signed(challenge, own({ flags: 0x01 })),
      (challenge) => passkey.signed(challenge, own({ challenge: Buffer.alloc(32).toString('base64url') })),
      (challenge) => ({ ...stranger.signed(challenge, own()), id: passkey.id.toString('base64url') }),
    ]
    for (const answer of answers) {
      await assert.rejects(tried(answer), {
        code: 'invalid',
        message: 'You are not signed in. This passkey was not accepted.',
      })
    }
    await db().person.update({ where: { id: person().personId }, data: { suspendedAt: new Date() } })
    await assert.rejects(
      tried((challenge) => passkey.signed(challenge, own())),
      { code: 'invalid' },
    )
    assert.equal(await sessions(), before)
  })

  test('is taken once, and of a passkey that counts never with a count of before', async () => {
    await added()
    const { challengeId, options } = await beginPasskeySignIn(testOrigin)
    passkey.counter = 7
    const input = { answer: passkey.signed(options.challenge, own()) }
    const both = [signInPasskey(challengeId, input, testOrigin), signInPasskey(challengeId, input, testOrigin)]
    const outcomes = await Promise.allSettled(both)
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    passkey.counter = 6
    await assert.rejects(
      tried((challenge) => passkey.signed(challenge, own())),
      { code: 'invalid' },
    )
  })

  test('is asked for so often from one address, where it opens no session', async () => {
    await added()
    const origin = { ...testOrigin, address: '198.51.100.7' }
    for (let i = 0; i < passkeysPerAddress - 1; i++) await beginPasskeySignIn(origin)
    const { challengeId, options } = await beginPasskeySignIn(origin)
    await signInPasskey(challengeId, { answer: passkey.signed(options.challenge, own()) }, origin)
    await beginPasskeySignIn(origin)
    await assert.rejects(beginPasskeySignIn(origin), { code: 'rate_limited' })
  })

  test('opens no session with a passkey that was taken away since it signed', async () => {
    await added()
    const { challengeId, options } = await beginPasskeySignIn(testOrigin)
    const before = await sessions()
    const signingIn = await inTransaction(async (tx) => {
      // It can be counted, and not be used up.
      await tx.$queryRaw`SELECT 1 FROM "Challenge" WHERE "id" = ${challengeId}::uuid FOR KEY SHARE`
      const done = signInPasskey(challengeId, { answer: passkey.signed(options.challenge, own()) }, testOrigin)
      done.catch(() => undefined)
      for (let isWaiting = false; !isWaiting; ) {
        const waiting = await db().$queryRaw<object[]>`
          SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
        isWaiting = waiting.length > 0
      }
      await db().passkey.deleteMany({ where: { personId: person().personId } })
      return { done }
    })
    await assert.rejects(signingIn.done, { code: 'invalid' })
    assert.equal(await sessions(), before)
  })

  test('is nobody else’s where it must be this person’s', async () => {
    await added()
    const before = await sessions()
    const signed = (challenge: string) => passkey.signed(challenge, own())
    await assert.rejects(tried(signed, tenant.people.owner.email), { code: 'invalid' })
    assert.equal(await sessions(), before)
    assert.ok(await tried(signed, person().email))
  })
})

test('a passkey is a second factor after the password, of its own person alone', async () => {
  await added()
  const outcome = await signIn({ email: person().email, password: aPassword }, testOrigin)
  assert.ok('challengeId' in outcome && outcome.offers.passkey)
  const { challenge, allowCredentials } = outcome.offers.passkey
  assert.deepEqual(
    allowCredentials?.map(({ id }) => id),
    [passkey.id.toString('base64url')],
  )
  const give = (answer: ReturnType<Authenticator['signed']>) =>
    signInSecondFactor(outcome.challengeId, { method: 'passkey', answer }, testOrigin)
  await assert.rejects(give(new Authenticator(env().url.origin).signed(challenge)), { code: 'invalid' })
  // Whoever has found out the password has a passkey of their own.
  const theirs = new Authenticator(env().url.origin)
  await added(theirs, 'Theirs', tenant.people.owner)
  for (const over of [{}, { userHandle: tenant.people.owner.personId }, own()])
    await assert.rejects(give(theirs.signed(challenge, over)), { code: 'invalid' })
  const { sessionId } = await give(passkey.signed(challenge))
  assert.deepEqual((await findSession(sessionId))?.proof.factors, ['password', 'passkey'])
})

test('a passkey is renamed and removed by its person alone', async () => {
  await added()
  const { id } = await db().passkey.findFirstOrThrow({ where: { personId: person().personId } })
  const other = await aSession(tenant.people.owner)
  await assert.rejects(renamePasskey(other, { id, name: 'Mine' }, testOrigin), { code: 'not_found' })
  await assert.rejects(removePasskey(other, id, testOrigin), { code: 'not_found' })
  const session = await aSession(person())
  await renamePasskey(session, { id, name: 'The old laptop' }, testOrigin)
  assert.equal((await db().passkey.findUniqueOrThrow({ where: { id } })).name, 'The old laptop')
  await removePasskey(session, id, testOrigin)
  assert.equal(await passkeys(), 0)
  assert.equal(await db().recoveryCode.count({ where: { personId: person().personId } }), 0)
})

test('whom passkeys are for is what POSTERN_URL says, unless it is an address that is a number', () => {
  const { id, origin } = relyingParty(new URL('https://postern.example:8443'))
  assert.deepEqual([id, origin], ['postern.example', 'https://postern.example:8443'])
  const work = (url: string) => passkeysWork(new URL(url))
  assert.deepEqual(
    [work('http://localhost:3000'), work('https://10.0.0.7'), work('https://[::1]')],
    [true, false, false],
  )
})
