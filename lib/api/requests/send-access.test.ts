import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { authorizeToken } from '#lib/access/authorize.ts'
import { tokenScopes } from '#lib/access/permissions.ts'
import { db } from '#lib/db/client.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { given, giveTo, sender } from '#lib/testing/given.ts'
import { makeTenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { canary, tenant, token, upstream } from '#lib/testing/sends.ts'
import { DoneButRefused } from '../operation.ts'
import { runOperation } from '../run-operation.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { sendOperation } from './send-operation.ts'

const nothingLeft = async () => assert.equal((await upstream.requests()).length, 0, 'nothing has left')
const tokenOf = async (id: string) => ({
  tokenId: id,
  name: 'CI',
  scopes: ['requests:send' as const],
  organization: (await tenant.organizationPermit('organization:view')).organization,
  domain: null,
})
const change = (id: string, data: { revokedAt?: Date; expiresAt?: Date }) =>
  db().apiToken.update({ where: { organizationId_id: { organizationId: tenant.organization.id, id } }, data })

test('no token, a wrong, a revoked and an expired one, and one without the scope, send nothing', async () => {
  const { name } = await token(canary('access'))
  const changes = { headers: { 'X-Key': `{secrets.${name}}` } }
  assertProblem(await giveTo(null, changes), 'unauthenticated', 401)
  assertProblem(await giveTo('pst_wrong', changes), 'unauthenticated', 401)
  const revoked = await sender()
  await change(revoked.id, { revokedAt: new Date() })
  assertProblem(await giveTo(revoked.text, changes), 'unauthenticated', 401)
  const expired = await sender()
  await change(expired.id, { expiresAt: new Date(Date.now() - 1000) })
  assertProblem(await giveTo(expired.text, changes), 'unauthenticated', 401)
  const others = tokenScopes.filter((scope) => scope !== 'requests:send')
  const { text } = await sender(others)
  assertProblem(await giveTo(text, changes), 'not_permitted', 403)
  await nothingLeft()
})

test('another organization’s token finds no domain here, one of another domain neither, nor their secrets', async () => {
  const value = canary('tenant')
  const { name } = await token(value)
  const changes = { headers: { 'X-Key': `{secrets.${name}}` } }
  const american = await anApiToken(tenant, ['requests:send', 'secrets:write'], { domain: 'america' })
  assertProblem(await giveTo(american.text, changes, 'europe'), 'not_found', 404)
  assertProblem(await giveTo(american.text, changes, 'nowhere'), 'not_found', 404)
  assertProblem(await giveTo(american.text, changes, 'america'), 'secret_not_found', 422)
  const stranger = await anApiToken(await makeTenant(), ['requests:send', 'secrets:write'])
  assertProblem(await giveTo(stranger.text, changes, 'europe'), 'secret_not_found', 422)
  await nothingLeft()
})

test('a token that is revoked while its body comes sends nothing', async () => {
  const { id, text } = await sender()
  const { name } = await token(canary('slow-body'))
  const body = JSON.stringify({ domain: 'europe', request: given({ headers: { 'X-Key': `{secrets.${name}}` } }) })
  const slow = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await change(id, { revokedAt: new Date() })
        controller.enqueue(Buffer.from(body))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const response = await runOperation(
    sendOperation,
    new Request('https://postern.example/api/v1/send', {
      method: 'POST',
      headers: { Authorization: `Bearer ${text}`, 'Content-Type': 'application/json' },
      body: slow,
      duplex: 'half',
    } as RequestInit),
    {},
    testOrigin,
  )
  assert.equal(response.status, 401)
  await nothingLeft()
})

test('a token that is revoked while the upstream is slow sends nothing more', async () => {
  const value = canary('slow')
  const { name } = await token(value)
  const { id, text } = await sender()
  await upstream.answer({ stall: 'headers' })
  const sending = giveTo(text, { method: 'GET', followRedirects: true, headers: { 'X-Key': `{secrets.${name}}` } })
  while ((await upstream.requests()).length === 0) await wait(20)
  await change(id, { revokedAt: new Date() })
  await upstream.hangUp()
  const ended = await sending
  assert.ok(ended.status >= 400)
  assert.equal((await upstream.requests()).length, 1, 'what had left alone')
  assert.ok(!ended.text.includes(value))
})

test('before a hop the token is asked for again', async () => {
  const { id } = await sender()
  const presented = await tokenOf(id)
  const permit = await authorizeToken(presented, 'request:send', { domain: 'europe' }, testOrigin)
  await assertTokenHolds(permit, { isAgain: true })
  await change(id, { revokedAt: new Date() })
  const refused = (error: unknown) =>
    error instanceof DoneButRefused && error.code === 'unauthenticated' && /^It was sent/.test(error.message)
  await assert.rejects(assertTokenHolds(permit, { isAgain: true }), refused)
  await assert.rejects(assertTokenHolds(permit), { code: 'unauthenticated', message: /^Nothing was sent/ })
})

test('guesses beside a reference are bounded by their size: half of a minute at once, and no more than two', async () => {
  const { name } = await token(canary('guess'))
  const { text } = await sender()
  const guesses = { headers: { 'X-Key': `{secrets.${name}}` }, body: 'g'.repeat(200 * 1024) }
  const answers = [await giveTo(text, guesses), await giveTo(text, guesses), await giveTo(text, guesses)]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  )
  assert.match(answers[2]?.headers.get('retry-after') ?? '', /^\d+$/)
  assert.equal((await upstream.requests()).length, 2)
  const { text: another } = await sender()
  assert.equal((await askApi(sendOperation, another, { body: { domain: 'europe', request: given() } })).status, 200)
})
