import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, mock, test } from 'node:test'
import { encode } from 'next-auth/jwt'
import { clock } from '#lib/core/clock.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { installationKey } from '#lib/keys/installation.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { createSession } from './create-session.ts'
import { endSession } from './end-session.ts'
import { findSession } from './find-session.ts'
import { sessionCookie } from './session-cookie.ts'
import { sessionHours, sessionIdleMinutes } from './session-lifetime.ts'
import { sessionIdIn, sessionToken } from './session-token.ts'

let tenant: Tenant

before(async () => {
  tenant = await makeTenant()
  mock.method(clock, 'now', () => new Date(Date.now() + shiftMs))
})
after(disconnect)
beforeEach(() => {
  shiftMs = 0
})

const account = () => {
  const { personId: id, email, name } = tenant.people.editor
  return { id, email, name }
}
const newSession = () => createSession(account(), ['password'], testOrigin)
/** How long after the real time the clock stands. */
let shiftMs = 0
const later = (ms: number) => {
  shiftMs = ms
}
const minute = 60_000
const sessionIdleMs = sessionIdleMinutes * minute
const sessionLifetimeMs = sessionHours * 60 * minute

describe('a session', () => {
  test('is somebody’s as long as its row says so', async () => {
    const id = await newSession()
    assert.equal((await findSession(id))?.personId, account().id)
    assert.equal(await findSession(randomUUID()), null)
  })

  test('is nobody’s once it has ended, and ends in the log once', async () => {
    const id = await newSession()
    const person = await findSession(id)
    assert.ok(person)
    await endSession(person, testOrigin)
    await endSession(person, testOrigin)
    assert.equal(await findSession(id), null)
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId: tenant.organization.id, subjectId: account().id, action: 'person.signed_out' },
    })
    assert.equal(entries.length, 1)
  })

  test('is nobody’s while its person is suspended', async () => {
    const id = await newSession()
    await db().person.update({ where: { id: account().id }, data: { suspendedAt: new Date() } })
    assert.equal(await findSession(id), null)
    await db().person.update({ where: { id: account().id }, data: { suspendedAt: null } })
  })

  test('ends when it was not used for two hours', async () => {
    const id = await newSession()
    later(sessionIdleMs - minute)
    assert.ok(await findSession(id), 'Being seen keeps it.')
    later(2 * sessionIdleMs - 2 * minute)
    assert.ok(await findSession(id))
    later(3 * sessionIdleMs)
    assert.equal(await findSession(id), null)
  })

  test('ends after twelve hours, however much it is used', async () => {
    const id = await newSession()
    for (let at = 0; at < sessionLifetimeMs; at += sessionIdleMs / 2) {
      later(at)
      assert.ok(await findSession(id))
    }
    later(sessionLifetimeMs + 1)
    assert.equal(await findSession(id), null)
  })

  test('is noted as seen at most once a minute, and never after its end', async () => {
    const id = await newSession()
    const seenAt = async () => (await db().session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime()
    const first = await seenAt()
    later(30_000)
    await findSession(id)
    assert.equal(await seenAt(), first)
    later(2 * minute)
    const person = await findSession(id)
    const second = await seenAt()
    assert.ok(second > first)
    assert.ok(person)
    await endSession(person, testOrigin)
    later(5 * minute)
    assert.equal(await findSession(id), null)
    assert.equal(await seenAt(), second)
  })
})

describe('a session’s token', () => {
  test('holds the session’s id, and shows nothing of it', async () => {
    const id = randomUUID()
    const token = await sessionToken(id)
    assert.equal(await sessionIdIn(token), id)
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    assert.ok(!parts.join().includes(id))
  })

  test('is nothing when it was tampered with, made with another key, or is no token', async () => {
    const token = await sessionToken(randomUUID())
    const [head = '', key = '', iv = '', text = '', tag = ''] = token.split('.')
    const flipped = (part: string) => `${part.slice(0, -2)}${part.endsWith('AA') ? 'BB' : 'AA'}`
    const secret = deriveKey(installationKey(), 'session').export()
    const forged = [
      [head, key, iv, flipped(text), tag].join('.'),
      [head, key, flipped(iv), text, tag].join('.'),
      [head, key, iv, text, flipped(tag)].join('.'),
      await encode({ token: { sid: randomUUID() }, secret: randomBytes(32), salt: 'postern-session' }),
      await encode({ token: { sid: randomUUID() }, secret }),
      await encode({ token: { sid: "' OR true --" }, secret, salt: 'postern-session' }),
      await encode({ token: {}, secret, salt: 'postern-session' }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`,
      'x'.repeat(100_000),
      '',
    ]
    for (const other of forged) assert.equal(await sessionIdIn(other), null)
  })
})

test('the session’s cookie belongs to this host alone, over https, and no script reads it', () => {
  assert.deepEqual(sessionCookie(new URL('https://postern.example')), {
    name: '__Host-postern-session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  })
  assert.deepEqual(sessionCookie(new URL('http://localhost:3000')), {
    name: 'postern-session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
  })
})
