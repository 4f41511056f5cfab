import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { anApp, aPassword, givePassword } from '#lib/testing/an-account.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { challengeAttempts } from './challenge.ts'
import { endSessionsOf } from './end-sessions.ts'
import { findSession } from './find-session.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { codesPerAccount, codesPerWeek, forgetCodes } from './second-factor-throttle.ts'
import { signIn } from './sign-in.ts'
import { signInSecondFactor } from './sign-in-second-factor.ts'
import { counted, forget } from './throttle.ts'

let tenant: Tenant
let code: (steps?: number) => string
after(disconnect)

before(async () => {
  tenant = await makeTenant()
})
beforeEach(async () => {
  tenant = await makeTenant()
  await givePassword(tenant.people.editor)
  code = await anApp(tenant.people.editor)
})

const person = () => tenant.people.editor
const sessions = () => db().session.count({ where: { personId: person().personId } })
const actions = async () => {
  await flushRefusals()
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, subjectId: person().personId },
    orderBy: { sequence: 'asc' },
  })
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  return entries.map(({ action, details }) => ({ action, details }))
}

/** The first step, which must ask for the second. */
async function passwordGiven() {
  const outcome = await signIn({ email: person().email, password: aPassword }, testOrigin)
  assert.ok('challengeId' in outcome)
  return outcome
}
const give = (challengeId: string | null, given: string, method: 'totp' | 'recovery_code' = 'totp') =>
  signInSecondFactor(challengeId, { method, code: given }, testOrigin)
async function giveRecoveryCodes() {
  const { codes, hashes } = newRecoveryCodes()
  await db().recoveryCode.createMany({ data: hashes.map((hash) => ({ personId: person().personId, hash })) })
  return codes
}
/** Six digits that are no code of now. */
const wrongCode = () => {
  const right = [code(-1), code(0), code(1)]
  return ['000000', '111111', '222222', '333333'].find((each) => !right.includes(each)) ?? ''
}

describe('a right password of who has an authenticator app', () => {
  test('opens no session: it asks for a code', async () => {
    const { offers } = await passwordGiven()
    assert.deepEqual(offers, { totp: true, recoveryCode: false, passkey: null })
    assert.equal(await sessions(), 0)
    assert.deepEqual(await actions(), [])
  })

  test('opens one with the code, which says so, and works once', async () => {
    const { challengeId } = await passwordGiven()
    const { sessionId, recoveryCodesLeft } = await give(challengeId, code())
    assert.deepEqual((await findSession(sessionId))?.proof.factors, ['password', 'totp'])
    assert.equal(recoveryCodesLeft, null)
    assert.deepEqual(await actions(), [{ action: 'person.signed_in', details: { factors: ['password', 'totp'] } }])
    await assert.rejects(give(challengeId, code(1)), { code: 'wrong_state' })
    await assert.rejects(give((await passwordGiven()).challengeId, code()), { code: 'invalid' })
    assert.equal(await sessions(), 1)
  })

  test('a wrong password says what it says of everybody else', async () => {
    const input = { email: person().email, password: 'not the password' }
    const refusal = await signIn(input, testOrigin).catch((error) => error)
    const ofNobody = await signIn({ ...input, email: 'nobody@acme.example' }, testOrigin).catch((error) => error)
    assert.deepEqual([refusal.code, refusal.message], [ofNobody.code, ofNobody.message])
  })
})

describe('a wrong second factor', () => {
  test('opens nothing, and stands in the log', async () => {
    const { challengeId } = await passwordGiven()
    await assert.rejects(give(challengeId, wrongCode()), { code: 'invalid' })
    await assert.rejects(give(challengeId, 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01', 'recovery_code'), { code: 'invalid' })
    assert.equal(await sessions(), 0)
    const refused = await actions()
    assert.deepEqual(
      refused.map(({ action }) => action),
      ['person.second_factor_refused'],
    )
  })

  test('ends the sign-in with the fifth, also for the right code', async () => {
    const { challengeId } = await passwordGiven()
    const tries = Array.from({ length: challengeAttempts }, () => give(challengeId, wrongCode()))
    for (const { status } of await Promise.allSettled(tries)) assert.equal(status, 'rejected')
    await assert.rejects(give(challengeId, code()), { code: 'wrong_state' })
    assert.equal(await sessions(), 0)
  })

  test('is throttled by account, whichever sign-in and address it is given to; a recovery code still works', async () => {
    const [recovery = ''] = await giveRecoveryCodes()
    let challengeId = ''
    for (let i = 0; i < codesPerAccount; i++) {
      if (i % 4 === 0) challengeId = (await passwordGiven()).challengeId
      await assert.rejects(give(challengeId, wrongCode()), { code: 'invalid' })
    }
    const next = (await passwordGiven()).challengeId
    await assert.rejects(give(next, code()), { code: 'rate_limited' })
    assert.equal(await sessions(), 0)
    const known = { method: 'totp', code: code() } as const
    const { challengeId: ofOwner } = await passwordGiven()
    assert.ok(await signInSecondFactor(ofOwner, known, testOrigin, async () => 'a known browser'))
    assert.ok(await give(next, recovery, 'recovery_code'))
  })

  test('is that of somebody else, whatever cookie is beside it', async () => {
    const { challengeId } = await passwordGiven()
    const other = await anApp(tenant.people.owner)
    await assert.rejects(give(challengeId, other()), { code: 'invalid' })
    await assert.rejects(give(null, code()), { code: 'wrong_state' })
    assert.equal(await sessions(), 0)
  })

  test('is one of who was suspended, or changed the password, meanwhile', async () => {
    const { challengeId } = await passwordGiven()
    await db().person.update({ where: { id: person().personId }, data: { suspendedAt: new Date() } })
    await assert.rejects(give(challengeId, code()), { code: 'wrong_state' })
    assert.equal(await sessions(), 0)
  })
})

describe('a recovery code', () => {
  test('signs in once, however it is typed, and says how many are left', async () => {
    const [first = '', second = ''] = await giveRecoveryCodes()
    const typed = ` ${first.toLowerCase().replaceAll('-', ' ')} `
    const signedIn = await give((await passwordGiven()).challengeId, typed, 'recovery_code')
    assert.equal(signedIn.recoveryCodesLeft, 9)
    assert.deepEqual((await findSession(signedIn.sessionId))?.proof.factors, ['password', 'recovery_code'])
    await assert.rejects(give((await passwordGiven()).challengeId, first, 'recovery_code'), { code: 'invalid' })
    const again = await give((await passwordGiven()).challengeId, second, 'recovery_code')
    assert.equal(again.recoveryCodesLeft, 8)
  })

  test('is nobody else’s, and stands nowhere as itself', async () => {
    const codes = await giveRecoveryCodes()
    await givePassword(tenant.people.owner)
    await anApp(tenant.people.owner)
    const outcome = await signIn({ email: tenant.people.owner.email, password: aPassword }, testOrigin)
    assert.ok('challengeId' in outcome)
    await assert.rejects(give(outcome.challengeId, codes[0] ?? '', 'recovery_code'), { code: 'invalid' })
    const rows = await db().$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM "RecoveryCode" t`
    for (const { row } of rows) assert.ok(!codes.some((each) => row.includes(each)))
  })
})

test('one code given to two sign-ins at the same moment opens one session', async () => {
  const [one, two] = [await passwordGiven(), await passwordGiven()]
  const given = code()
  const outcomes = await Promise.allSettled([give(one.challengeId, given), give(two.challengeId, given)])
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal(await sessions(), 1)
})

test('codes are tried so often in a week, however slowly, until the password is another', async () => {
  const { personId } = person()
  const late = () => forget(counted('code', [personId], codesPerAccount, ''))
  const tried = async (given: string) => give((await passwordGiven()).challengeId, given)
  for (let i = 0; i < codesPerWeek; i++) {
    await assert.rejects(tried(wrongCode()), { code: 'invalid' })
    await late()
  }
  await assert.rejects(tried(code()), { code: 'rate_limited', message: /knows your password.* in \d+ hours\.$/ })
  assert.equal(await sessions(), 0)
  await late()
  await forgetCodes(personId)
  assert.ok(await tried(code()))
})

test('a second step and whoever ends all that is under way never wait for each other in a circle', async () => {
  const [recoveryCode = ''] = await giveRecoveryCodes()
  const { challengeId } = await passwordGiven()
  const { personId } = person()
  const before = await sessions()
  const signingIn = await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" = ${personId}::uuid FOR UPDATE`
    // A code of the app would be taken in the person's own row.
    const done = give(challengeId, recoveryCode, 'recovery_code')
    done.catch(() => undefined)
    for (let isWaiting = false; !isWaiting; ) {
      const waiting = await db().$queryRaw<object[]>`
        SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`
      isWaiting = waiting.length > 0
    }
    await endSessionsOf(tx, personId)
    return { done }
  })
  await assert.rejects(signingIn.done, { code: 'wrong_state' })
  assert.equal(await sessions(), before)
})
