import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, beforeEach, describe, test } from 'node:test'
import { Secret } from 'otpauth'
import { db, disconnect } from '#lib/db/client.ts'
import { anApp, aPassword, appOf, aSession, givePassword } from '#lib/testing/an-account.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { openChallenge } from './challenge.ts'
import { changePassword } from './change-password.ts'
import { type CurrentPerson, findSession } from './find-session.ts'
import { readAccount } from './read-account.ts'
import { replaceRecoveryCodes } from './recovery-codes-make.ts'
import { removeTotp } from './second-factor-remove.ts'
import { signIn } from './sign-in.ts'
import { beginTotp, confirmTotp } from './totp-set-up.ts'

let tenant: Tenant
let session: CurrentPerson
after(disconnect)
beforeEach(async () => {
  tenant = await makeTenant()
  await givePassword(tenant.people.editor)
  session = await aSession(tenant.people.editor)
})

const person = () => db().person.findUniqueOrThrow({ where: { id: session.personId } })
const logged = async () => {
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, actorId: session.personId },
    orderBy: { sequence: 'asc' },
  })
  return entries.map(({ action }) => action).filter((action) => action !== 'person.signed_in')
}
const newPassword = () => randomBytes(16).toString('base64url')

describe('a new password', () => {
  test('ends all other sessions, the sign-ins under way and the links to reset it, and is logged', async () => {
    const other = await aSession(tenant.people.editor)
    const { id } = await openChallenge('second_factor', { personId: session.personId })
    await db().passwordReset.create({
      data: { tokenHash: randomBytes(32), personId: session.personId, expiresAt: new Date('2200-01-01') },
    })
    const password = newPassword()
    assert.deepEqual(await changePassword(session, { current: aPassword, password }, testOrigin), { ended: 1 })
    assert.equal(await findSession(other.sessionId), null)
    assert.ok(await findSession(session.sessionId))
    assert.equal(await db().challenge.findUnique({ where: { id } }), null)
    assert.equal(await db().passwordReset.count({ where: { personId: session.personId } }), 0)
    await assert.rejects(signIn({ email: session.email, password: aPassword }, testOrigin), { code: 'invalid' })
    assert.ok(await signIn({ email: session.email, password }, testOrigin))
    assert.ok((await person()).passwordChangedAt)
    assert.deepEqual(await logged(), ['person.password_changed'])
  })

  test('is not set for a wrong one of before, one that is easy to guess, the same, or a session that ended', async () => {
    const other = await aSession(tenant.people.editor)
    const before = await person()
    const refused = async (current: string, password: string, code = 'invalid') => {
      await assert.rejects(changePassword(session, { current, password }, testOrigin), { code })
      assert.deepEqual(await person(), before)
    }
    await refused(`${aPassword}x`, newPassword())
    await refused(aPassword, 'password12345')
    await refused(aPassword, `${tenant.people.editor.name} Acme`)
    await refused(aPassword, aPassword)
    assert.ok(await findSession(other.sessionId))
    await db().session.update({ where: { id: session.sessionId }, data: { endedAt: new Date() } })
    await refused(aPassword, newPassword(), 'unauthenticated')
    assert.deepEqual(await logged(), [])
  })

  test('is set once, where two set one at the same moment', async () => {
    const outcomes = await Promise.allSettled(
      [newPassword(), newPassword()].map((password) =>
        changePassword(session, { current: aPassword, password }, testOrigin),
      ),
    )
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })
})

describe('an authenticator app', () => {
  const begin = async () => {
    const { challengeId, text, uri } = await beginTotp(session)
    return { challengeId, uri, code: appOf(Secret.fromBase32(text.replaceAll(' ', '')).hex) }
  }

  test('is set up by a code of it, counts for the session, and brings recovery codes', async () => {
    const { challengeId, code } = await begin()
    assert.equal((await person()).sealedTotp, null, 'Nothing is in force before its code.')
    const { sessionId, recoveryCodes } = await confirmTotp(session, challengeId, code(), testOrigin)
    assert.equal(recoveryCodes?.length, 10)
    assert.deepEqual((await findSession(sessionId))?.proof.factors, ['password', 'totp'])
    assert.deepEqual(await logged(), ['person.totp_set_up', 'person.recovery_codes_made'])
    const outcome = await signIn({ email: session.email, password: aPassword }, testOrigin)
    assert.ok('challengeId' in outcome && outcome.offers.totp)
  })

  test('is not set up by a wrong code, for somebody else, or twice', async () => {
    const { challengeId, code } = await begin()
    await assert.rejects(confirmTotp(session, challengeId, '12345', testOrigin), { code: 'invalid' })
    const other = await aSession(tenant.people.owner)
    await assert.rejects(confirmTotp(other, challengeId, code(), testOrigin), { code: 'wrong_state' })
    assert.equal(await db().person.count({ where: { sealedTotp: { not: null }, email: session.email } }), 0)
    const { sessionId } = await confirmTotp(session, challengeId, code(), testOrigin)
    const found = await findSession(sessionId)
    assert.ok(found)
    await assert.rejects(confirmTotp(found, challengeId, code(1), testOrigin), { code: 'wrong_state' })
  })

  test('stands in no row as it is', async () => {
    const { uri } = await begin()
    const secret = new URL(uri).searchParams.get('secret') ?? ''
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex')
    const rows = await db().$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM "Challenge" t`
    for (const { row } of rows) assert.ok(!row.includes(bytes) && !row.includes(secret))
  })

  test('is removed with its secret, and its recovery codes with the last second factor', async () => {
    await anApp(tenant.people.editor)
    await replaceRecoveryCodes(session, testOrigin)
    await removeTotp(session, testOrigin)
    const { sealedTotp, totpStep } = await person()
    assert.deepEqual([sealedTotp, totpStep], [null, null])
    assert.equal(await db().recoveryCode.count({ where: { personId: session.personId } }), 0)
    assert.deepEqual(await logged(), ['person.recovery_codes_made', 'person.totp_removed'])
    await assert.rejects(removeTotp(session, testOrigin), { code: 'not_found' })
  })

  test('stays where it is the last second factor and an organization asks for one', async () => {
    await anApp(tenant.people.editor)
    await replaceRecoveryCodes(session, testOrigin)
    const { id } = tenant.organization
    await db().organization.update({ where: { id }, data: { secondFactorRequired: true } })
    const before = await person()
    await assert.rejects(removeTotp(session, testOrigin), {
      code: 'wrong_state',
      message: 'Nothing was removed. This is your last second factor, and Acme asks for one. Set up another way first.',
    })
    assert.deepEqual(await person(), before)
    assert.equal(await db().recoveryCode.count({ where: { personId: session.personId } }), 10)
    assert.deepEqual((await readAccount(session)).requiredBy, ['Acme'])
    await db().passkey.create({
      data: {
        personId: session.personId,
        credentialId: randomBytes(16),
        publicKey: randomBytes(16),
        counter: 0,
        isBackedUp: false,
        name: 'Laptop',
      },
    })
    await removeTotp(session, testOrigin)
    assert.equal((await person()).sealedTotp, null)
  })
})

test('recovery codes are made for a second factor alone, and those of before stop working', async () => {
  await assert.rejects(replaceRecoveryCodes(session, testOrigin), { code: 'wrong_state' })
  assert.equal(await db().recoveryCode.count({ where: { personId: session.personId } }), 0)
  await anApp(tenant.people.editor)
  const first = await replaceRecoveryCodes(session, testOrigin)
  const second = await replaceRecoveryCodes(session, testOrigin)
  assert.equal(new Set([...first, ...second]).size, 20)
  assert.equal((await readAccount(session)).recoveryCodesLeft, 10)
})

test('an account’s page shows no secret of it, not even a hash', async () => {
  await anApp(tenant.people.editor)
  const shown = JSON.stringify(await readAccount(session))
  const { passwordHash, sealedTotp } = await person()
  assert.ok(passwordHash && !shown.includes(passwordHash.slice(-20)))
  assert.ok(sealedTotp && !shown.includes(Buffer.from(sealedTotp).toString('hex')))
})
