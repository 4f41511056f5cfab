import assert from 'node:assert/strict'
import { after, beforeEach, describe, mock, test } from 'node:test'
import { authorize, freshForMs, isFresh } from '#lib/access/authorize.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { clock } from '#lib/core/clock.ts'
import { env } from '#lib/core/env.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { anApp, aPassword, aSession, givePassword } from '#lib/testing/an-account.ts'
import { Authenticator } from '#lib/testing/authenticator.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { beginConfirm, confirm } from './confirm.ts'
import { endSession } from './end-session.ts'
import { type CurrentPerson, findSession } from './find-session.ts'
import { addPasskey, beginPasskey } from './passkey-add.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import type { ConfirmInput } from './schema.ts'

let tenant: Tenant
let session: CurrentPerson
after(disconnect)
beforeEach(async () => {
  tenant = await makeTenant()
  await givePassword(tenant.people.owner)
  session = await old(await aSession(tenant.people.owner))
})

const from = { device: null, origin: testOrigin }
const byPassword = (password = aPassword, second: Extract<ConfirmInput, { method: 'password' }>['second'] = null) =>
  ({ method: 'password', password, second }) as const
const row = () => db().session.findUniqueOrThrow({ where: { id: session.sessionId } })

/** The same session, whose proof is too old for what takes a fresh one. */
async function old({ sessionId }: CurrentPerson): Promise<CurrentPerson> {
  const freshAt = new Date(clock.now().getTime() - freshForMs)
  await db().session.update({ where: { id: sessionId }, data: { freshAt } })
  const found = await findSession(sessionId)
  assert.ok(found && !isFresh(found.proof))
  return found
}

/** Nothing of the session was changed by what was refused. */
async function refused(input: ConfirmInput, code: string, challengeId: string | null = null) {
  const before = await row()
  await assert.rejects(confirm(session, input, challengeId, from), { code })
  assert.deepEqual(await row(), before)
}

/** The session, by its new id, after a proof. */
async function confirmed(input: ConfirmInput, challengeId: string | null = null) {
  const found = await findSession(await confirm(session, input, challengeId, from))
  assert.ok(found && isFresh(found.proof))
  assert.equal(await findSession(session.sessionId), null, 'The id of before is nobody’s.')
  return found
}

describe('what takes a fresh sign-in', () => {
  test('is refused to a session of a quarter of an hour, and done after the password', async () => {
    const invite = (person: CurrentPerson) =>
      authorize(person, 'member:invite', { organization: tenant.organization.slug }, testOrigin)
    await assert.rejects(invite(session), { code: 'fresh_sign_in_required' })
    assert.ok(await invite(await confirmed(byPassword())))
  })

  test('says in the log that it was confirmed, and does not make the session longer', async () => {
    const { createdAt, expiresAt } = await row()
    const { sessionId } = await confirmed(byPassword())
    const now = await db().session.findUniqueOrThrow({ where: { id: sessionId } })
    assert.deepEqual([now.createdAt, now.expiresAt], [createdAt, expiresAt])
    const entry = await db().changeLogEntry.findFirstOrThrow({
      where: { organizationId: tenant.organization.id, action: 'person.confirmed' },
    })
    assert.deepEqual([entry.actorId, entry.details], [session.personId, { factors: ['password'] }])
  })
})

describe('a proof that it is still the same person', () => {
  test('is no wrong password, whose refusal stands in the log', async () => {
    await refused(byPassword(`${aPassword}x`), 'invalid')
    await flushRefusals()
    const entry = await db().changeLogEntry.findFirstOrThrow({
      where: { organizationId: tenant.organization.id, action: 'person.confirmation_refused' },
    })
    assert.deepEqual([entry.outcome, entry.actorKind, entry.subjectId], ['refused', 'system', session.personId])
  })

  test('is not the password alone where an app is set up', async () => {
    const code = await anApp(tenant.people.owner)
    await refused(byPassword(), 'invalid')
    await refused(byPassword(aPassword, { method: 'totp', code: '12345' }), 'invalid')
    await refused(byPassword(`${aPassword}x`, { method: 'totp', code: code() }), 'invalid')
    const given = code()
    const { proof } = await confirmed(byPassword(aPassword, { method: 'totp', code: given }))
    assert.deepEqual(proof.factors, ['password', 'totp'])
  })

  test('is a recovery code beside the password, once', async () => {
    await anApp(tenant.people.owner)
    const { codes, hashes } = newRecoveryCodes()
    await db().recoveryCode.createMany({ data: hashes.map((hash) => ({ personId: session.personId, hash })) })
    const input = byPassword(aPassword, { method: 'recovery_code', code: codes[0] ?? '' })
    session = await old(await confirmed(input))
    await refused(input, 'invalid')
  })

  test('is the person’s own passkey, which signed this challenge, once', async () => {
    const passkey = new Authenticator(env().url.origin)
    const begun = await beginPasskey(session)
    const answer = passkey.made(begun.options.challenge)
    const { sessionId } = await addPasskey(session, begun.challengeId, { name: 'Laptop', answer }, testOrigin)
    const found = await findSession(sessionId)
    assert.ok(found)
    session = await old(found)
    await refused(byPassword(), 'invalid')

    const { challengeId, offers } = await beginConfirm(session)
    const signed = { method: 'passkey', answer: passkey.signed(offers.second?.passkey?.challenge ?? '') } as const
    const stranger = new Authenticator(env().url.origin).signed(offers.second?.passkey?.challenge ?? '')
    await refused({ method: 'passkey', answer: stranger }, 'invalid', challengeId)
    await refused(signed, 'wrong_state', null)
    const ofOther = await beginConfirm(await aSession(tenant.people.editor))
    await refused(signed, 'invalid', ofOther.challengeId)
    session = await old(await confirmed(signed, challengeId))
    await refused(signed, 'wrong_state', challengeId)
  })

  test('is throttled within a session, before anything is looked at', async () => {
    for (let i = 0; i < 10; i++) await refused(byPassword(`wrong ${i}`), 'invalid')
    await refused(byPassword(), 'rate_limited')
  })

  test('opens nothing for a session that ended meanwhile', async () => {
    await endSession(session, testOrigin)
    await refused(byPassword(), 'unauthenticated')
    assert.equal(await findSession(session.sessionId), null)
  })
})

test('a sign-in is fresh for a quarter of an hour, to the millisecond', () => {
  const freshAt = new Date('2026-03-01T12:00:00Z')
  const now = mock.method(clock, 'now', () => new Date(freshAt.getTime() + freshForMs - 1))
  assert.equal(isFresh({ factors: [], freshAt }), true)
  now.mock.mockImplementation(() => new Date(freshAt.getTime() + freshForMs))
  assert.equal(isFresh({ factors: [], freshAt }), false)
  now.mock.restore()
})
