import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { createSession } from './create-session.ts'
import { endOtherSessions, endOwnSession } from './end-own-sessions.ts'
import { endSessionsOf } from './end-sessions.ts'
import { type CurrentPerson, findSession } from './find-session.ts'
import { listSessions } from './list-sessions.ts'

after(disconnect)

async function signedIn(tenant: Tenant, role: TestRole = 'editor', program = 'Firefox 145 on Linux') {
  const { personId: id, email, name } = tenant.people[role]
  const sessionId = await createSession({ id, email, name }, ['password', 'totp'], { ...testOrigin, program })
  const person = await findSession(sessionId)
  assert.ok(person)
  return person
}
const isOpen = async ({ sessionId }: CurrentPerson) => (await findSession(sessionId)) !== null
const idsOf = async (person: CurrentPerson) => (await listSessions(person)).map(({ id }) => id)
const logOf = async ({ organization }: Tenant) =>
  (
    await db().changeLogEntry.findMany({
      where: { organizationId: organization.id, action: { startsWith: 'person.session' } },
      orderBy: { sequence: 'asc' },
    })
  ).map(({ action, subjectName, details }) => [action, subjectName, (details as { note: string }).note])
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )

test('a person sees their own open sessions, this one first, each with how and from where it was opened', async () => {
  const tenant = await makeTenant()
  const [one, two] = [await signedIn(tenant), await signedIn(tenant, 'editor', 'Safari 26 on iOS')]
  await signedIn(tenant, 'owner')
  const list = await listSessions(one)
  assert.deepEqual(
    list.map(({ id, program, address, factors, isThis }) => [id, program, address, factors, isThis]),
    [
      [one.sessionId, 'Firefox 145 on Linux', testOrigin.address, ['password', 'totp'], true],
      [two.sessionId, 'Safari 26 on iOS', testOrigin.address, ['password', 'totp'], false],
    ],
  )
})

test('what a policy has ended is not listed, from the moment that the policy says so', async () => {
  const tenant = await makeTenant()
  const [one, two] = [await signedIn(tenant), await signedIn(tenant)]
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await db().session.update({ where: { id: two.sessionId }, data: { lastSeenAt: ago(20) } })
  assert.deepEqual((await idsOf(one)).toSorted(), [one.sessionId, two.sessionId].toSorted())
  await db().organization.update({ where: { id: tenant.organization.id }, data: { sessionIdleMinutes: 15 } })
  assert.deepEqual(await idsOf(one), [one.sessionId])
  assert.equal(await isOpen(two), false)
})

test('one that is ended is nobody’s from then on, and is logged once', async () => {
  const tenant = await makeTenant()
  const [one, two] = [await signedIn(tenant), await signedIn(tenant, 'editor', 'Safari 26 on iOS')]
  await endOwnSession(one, two.sessionId, testOrigin)
  assert.deepEqual([await isOpen(one), await isOpen(two)], [true, false])
  assert.deepEqual(await idsOf(one), [one.sessionId])
  assert.equal(await codeOf(endOwnSession(one, two.sessionId, testOrigin)), 'not_found')
  assert.deepEqual(await logOf(tenant), [
    ['person.session_ended', 'Tom Abara', `Safari 26 on iOS, from ${testOrigin.address}`],
  ])
})

test('all others are ended at once, with sign-ins that are under way; this one stays', async () => {
  const tenant = await makeTenant()
  const [one, two, three] = [await signedIn(tenant), await signedIn(tenant), await signedIn(tenant)]
  const stranger = await signedIn(tenant, 'owner')
  const { personId } = one
  await db().challenge.create({
    data: { kind: 'second_factor', personId, expiresAt: new Date(Date.now() + 60_000) },
  })
  assert.deepEqual(await endOtherSessions(one, testOrigin), { ended: 2 })
  assert.deepEqual(await Promise.all([one, two, three, stranger].map(isOpen)), [true, false, false, true])
  assert.equal(await db().challenge.count({ where: { personId } }), 0)
  assert.deepEqual(await endOtherSessions(one, testOrigin), { ended: 0 })
  assert.deepEqual(await logOf(tenant), [['person.sessions_ended', 'Tom Abara', '2 sessions']])
})

test('somebody else’s session does not exist, this one is signed out of, and one that has ended ends nothing', async () => {
  const tenant = await makeTenant()
  const [editor, owner] = [await signedIn(tenant), await signedIn(tenant, 'owner')]
  for (const id of [owner.sessionId, randomUUID()])
    assert.equal(await codeOf(endOwnSession(editor, id, testOrigin)), 'not_found')
  assert.equal(await codeOf(endOwnSession(editor, editor.sessionId, testOrigin)), 'wrong_state')
  const late = await signedIn(tenant)
  await endOwnSession(editor, late.sessionId, testOrigin)
  assert.equal(await codeOf(endOwnSession(late, editor.sessionId, testOrigin)), 'unauthenticated')
  assert.equal(await codeOf(endOtherSessions(late, testOrigin)), 'unauthenticated')
  assert.deepEqual([await isOpen(editor), await isOpen(owner)], [true, true])
  assert.equal((await logOf(tenant)).length, 1)
})

test('of two sessions that end each other at the same moment, one is left', async () => {
  const tenant = await makeTenant()
  for (const call of [
    (a: CurrentPerson, b: CurrentPerson) => endOwnSession(a, b.sessionId, testOrigin),
    (a: CurrentPerson) => endOtherSessions(a, testOrigin),
  ]) {
    const [one, two] = [await signedIn(tenant, 'owner'), await signedIn(tenant, 'owner')]
    const codes = await Promise.all([codeOf(call(one, two)), codeOf(call(two, one))])
    assert.deepEqual(codes.toSorted(), ['done', 'unauthenticated'])
    const open = [await isOpen(one), await isOpen(two)]
    assert.deepEqual(open.toSorted(), [false, true])
    await endSession(open[0] ? one : two)
  }
})

const endSession = ({ sessionId }: CurrentPerson) =>
  db().session.update({ where: { id: sessionId }, data: { endedAt: new Date() } })

test('whoever changes somebody’s access ends all their sessions with it, or nothing', async () => {
  const tenant = await makeTenant()
  const [one, two] = [await signedIn(tenant), await signedIn(tenant)]
  const { personId } = one
  await assert.rejects(
    inTransaction(async (tx) => {
      assert.equal(await endSessionsOf(tx, personId), 2)
      throw new Error('The change itself failed.')
    }),
  )
  assert.deepEqual([await isOpen(one), await isOpen(two)], [true, true])
  assert.equal(await inTransaction((tx) => endSessionsOf(tx, personId)), 2)
  assert.equal(await inTransaction((tx) => endSessionsOf(tx, personId)), 0)
  assert.deepEqual([await isOpen(one), await isOpen(two)], [false, false])
})
