import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, mock, test } from 'node:test'
import { clock } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import {
  challengeAttempts,
  challengeLifetimeMs,
  findChallenge,
  openChallenge,
  tryChallenge,
  useUpChallenge,
} from './challenge.ts'
import { challengeCookie } from './challenge-cookie.ts'
import { claimsIn, cookieToken } from './cookie-token.ts'
import { deviceIn, deviceToken } from './device-token.ts'

before(async () => {
  await prepareInstallation()
})
after(disconnect)

const over = { code: 'wrong_state' }

describe('a challenge', () => {
  test('is tried five times, however many come at once', async () => {
    const { id } = await openChallenge('second_factor', {})
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => tryChallenge('second_factor', id)))
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, challengeAttempts)
    await assert.rejects(tryChallenge('second_factor', id), over)
    assert.equal(await findChallenge('second_factor', id), null)
  })

  test('is used up once, also by two at the same moment', async () => {
    const challenge = await openChallenge('confirm', {})
    const uses = await Promise.allSettled([useUpChallenge(challenge), useUpChallenge(challenge)])
    assert.deepEqual(uses.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(tryChallenge('confirm', challenge.id), over)
  })

  test('is over after five minutes, and is none of another kind, and none that is not there', async () => {
    const { id } = await openChallenge('second_factor', {})
    await assert.rejects(tryChallenge('passkey_sign_in', id), over)
    await assert.rejects(tryChallenge('second_factor', randomUUID()), over)
    await assert.rejects(tryChallenge('second_factor', null), over)
    assert.ok(await findChallenge('second_factor', id))
    const now = mock.method(clock, 'now', () => new Date(Date.now() + challengeLifetimeMs + 1))
    await assert.rejects(tryChallenge('second_factor', id), over)
    assert.equal(await findChallenge('second_factor', id), null)
    now.mock.restore()
    const row = await db().challenge.findUniqueOrThrow({ where: { id } })
    assert.equal(row.attempts, 0, 'A try that came too late counts for nothing.')
  })
})

test('a challenge’s cookie belongs to this host alone, and goes with no request of another site', () => {
  assert.deepEqual(challengeCookie('second_factor', new URL('https://postern.example')), {
    name: '__Host-postern-second-factor',
    options: { httpOnly: true, sameSite: 'strict', path: '/', secure: true },
  })
})

test('a cookie’s token is read for its own purpose alone', async () => {
  const id = randomUUID()
  const token = await cookieToken('challenge:confirm', { id }, 60)
  assert.equal((await claimsIn('challenge:confirm', token))?.id, id)
  assert.equal(await claimsIn('challenge:totp_new', token), null)
  for (const other of [undefined, '', 'x', `${token}x`, 'x'.repeat(5000)])
    assert.equal(await claimsIn('challenge:confirm', other), null)
})

describe('a browser that somebody has signed in with', () => {
  test('is known for that account alone, and keeps its id', async () => {
    const token = await deviceToken(undefined, 'ines@acme.example')
    const id = await deviceIn(token, 'ines@acme.example')
    assert.ok(id)
    assert.equal(await deviceIn(token, 'tom@acme.example'), null)
    const both = await deviceToken(token, 'tom@acme.example')
    assert.equal(await deviceIn(both, 'ines@acme.example'), id)
    assert.ok(await deviceIn(both, 'tom@acme.example'))
    assert.equal(await deviceIn(await deviceToken(both, 'ines@acme.example'), 'ines@acme.example'), id)
  })

  test('remembers five accounts, and takes no token that Postern did not make', async () => {
    let token: string | undefined
    for (let i = 0; i < 6; i++) token = await deviceToken(token, `person-${i}@acme.example`)
    assert.equal(await deviceIn(token, 'person-0@acme.example'), null)
    assert.ok(await deviceIn(token, 'person-1@acme.example'))
    assert.equal(await deviceIn(await cookieToken('challenge:confirm', { devices: [] }, 60), 'x@acme.example'), null)
    assert.equal(await deviceIn('forged', 'x@acme.example'), null)
  })
})
