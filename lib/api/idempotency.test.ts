import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { clearEnded } from '#lib/jobs/clear-ended.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { createsSecret, tryOperation } from '#lib/testing/an-operation.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { revokeToken } from '#lib/tokens/revoke-token.ts'
import { DoneButRefused, type Operation } from './operation.ts'

after(disconnect)

const secretsOf = ({ organization: { id: organizationId } }: Tenant) => db().secret.count({ where: { organizationId } })
const answersOf = ({ organization: { id: organizationId } }: Tenant) =>
  db().idempotentAnswer.findMany({ where: { organizationId } })
const hourMs = 60 * 60 * 1000

async function caller() {
  const tenant = await makeTenant()
  const { text: token, id } = await anApiToken(tenant, ['secrets:write', 'requests:send'])
  const create = (key: string | null, over: object = {}, by = token) =>
    tryOperation(createsSecret, {
      token: by,
      body: { domain: 'europe', name: 'crm', ...over },
      ...(key !== null && { headers: { 'Idempotency-Key': key } }),
    })
  return { tenant, token, id, create }
}

/** An operation that sends: counts how often it was done, and then ends as it is told. */
function sends(end: () => object) {
  const done = { times: 0 }
  const operation = {
    ...createsSecret,
    kind: 'send',
    permission: 'request:send',
    scope: 'requests:send',
    run: async () => {
      done.times += 1
      return end()
    },
  } as unknown as Operation
  return { operation, done }
}

test('the same request with the same key is done once and answered the same, sealed at rest', async () => {
  const { tenant, create } = await caller()
  const first = await create('a-key')
  const again = await create('a-key')
  assert.deepEqual([first.response.status, again.response.status], [201, 201])
  assert.equal(again.said, first.said)
  for (const name of ['etag', 'location', 'content-type'])
    assert.equal(again.response.headers.get(name), first.response.headers.get(name))
  assert.equal(first.response.headers.get('idempotency-replayed'), null)
  assert.equal(again.response.headers.get('idempotency-replayed'), 'true')
  assert.equal(await secretsOf(tenant), 1)
  const [row] = await answersOf(tenant)
  const stored = Buffer.from(row?.sealedAnswer ?? []).toString('latin1')
  assert.ok(stored.length > 100 && !stored.includes('crm') && !stored.includes(first.body.id))
  assert.equal((await create(null)).body.code, 'name_taken')
})

test('another request with the key is a conflict, and another token’s key is another one', async () => {
  const { tenant, create } = await caller()
  await create('a-key')
  const { response, body } = await create('a-key', { name: 'mail' })
  assert.deepEqual([response.status, body.code], [409, 'idempotency_conflict'])
  assert.equal(await secretsOf(tenant), 1)
  const { text: other } = await anApiToken(tenant, ['secrets:write'])
  assert.equal((await create('a-key', { name: 'mail' }, other)).response.status, 201)
})

test('two at once: one is done, the other is told that it is under way', async () => {
  const { tenant, create } = await caller()
  const answers = await Promise.all(Array.from({ length: 6 }, () => create('a-key')))
  const done = answers.filter(({ response }) => response.status === 201)
  const told = answers.filter(({ body }) => body.code === 'request_in_progress')
  assert.equal(done.length + told.length, 6)
  assert.equal(done.filter(({ response }) => !response.headers.has('idempotency-replayed')).length, 1)
  for (const { response } of told) assert.equal(response.headers.get('retry-after'), '5')
  assert.equal(await secretsOf(tenant), 1)
})

test('what was refused before anything was done is not kept: the corrected request may have the key', async () => {
  const { tenant, create } = await caller()
  await create(null)
  assert.equal((await create('a-key')).body.code, 'name_taken')
  assert.equal((await create('a-key', { name: 7 })).response.status, 400)
  assert.equal((await create('not a key')).response.status, 400)
  assert.deepEqual(await answersOf(tenant), [])
  assert.equal((await create('a-key', { name: 'mail' })).response.status, 201)
})

test('a send that left is not done again, whatever came of it; one that did not may be', async () => {
  const { token } = await caller()
  const headers = { 'Idempotency-Key': 'a-key' }
  const ends: [string, () => never, number, number][] = [
    ['answered late', () => thrown(new DoneButRefused('upstream_timeout')), 504, 1],
    ['never connected', () => thrown(new PosternError('upstream_unreachable')), 502, 2],
    ['refused after a byte left', () => thrown(new DoneButRefused('redirect_refused')), 502, 1],
    ['refused at the second hop', () => thrown(new DoneButRefused('host_not_allowed')), 422, 1],
    ['failed', () => thrown(new Error('of a test')), 500, 1],
    ['refused before', () => thrown(new PosternError('host_not_allowed')), 422, 2],
    ['without a record', () => thrown(new PosternError('usage_unavailable')), 503, 2],
  ]
  for (const [name, end, status, times] of ends) {
    const { operation, done } = sends(end)
    const body = { domain: 'europe', name }
    const key = { ...headers, 'Idempotency-Key': name.replaceAll(' ', '-') }
    const first = await tryOperation(operation, { token, body, headers: key })
    const again = await tryOperation(operation, { token, body, headers: key })
    assert.deepEqual([first.response.status, again.response.status, done.times], [status, status, times], name)
    if (times === 1) assert.equal(again.said, first.said)
  }
})

test('a change whose process died is done by the next one after a while; a send is not', async () => {
  const { tenant, token, create } = await caller()
  await create('a-key')
  const { operation, done } = sends(() => ({ data: { id: crypto.randomUUID(), name: 'x' } }))
  const body = { domain: 'europe', name: 'x' }
  const send = () => tryOperation(operation, { token, body, headers: { 'Idempotency-Key': 'a-send' } })
  await send()
  // As if both had died: nothing was committed of the change, and nobody knows of the send.
  const { id: organizationId } = tenant.organization
  await db().secret.updateMany({ where: { organizationId }, data: { name: 'other', nameLower: 'other' } })
  await db().idempotentAnswer.updateMany({
    where: { organizationId },
    data: { answeredAt: null, status: null, sealedAnswer: null },
  })
  assert.equal((await create('a-key')).body.code, 'request_in_progress')
  const before = await answersOf(tenant)
  for (const { keyHash, createdAt } of before)
    await db().idempotentAnswer.updateMany({
      where: { organizationId, keyHash },
      data: { createdAt: new Date(createdAt.getTime() - hourMs) },
    })
  assert.equal((await create('a-key')).response.status, 201)
  assert.equal((await send()).body.code, 'request_in_progress')
  assert.equal(done.times, 1)
})

test('a replay takes a token that still holds', async () => {
  const { tenant, create, id } = await caller()
  await create('a-key')
  await runChange(await tenant.permit('token:revoke'), (scope) => revokeToken(scope, { ...tenant.place, id }))
  assert.equal((await create('a-key')).response.status, 401)
})

test('answers are kept for a day, and then cleared', async () => {
  const { tenant, create } = await caller()
  await create('old')
  await create('new', { name: 'mail' })
  const { id: organizationId } = tenant.organization
  const [old] = await db().idempotentAnswer.findMany({ where: { organizationId }, orderBy: { createdAt: 'asc' } })
  await db().idempotentAnswer.updateMany({
    where: { organizationId, keyHash: old?.keyHash ?? new Uint8Array() },
    data: { createdAt: new Date(clock.now().getTime() - 24 * hourMs) },
  })
  // Done anew, not replayed, also before it is cleared.
  assert.equal((await create('old')).body.code, 'name_taken')
  await create('old', { name: 'third' })
  await db().idempotentAnswer.updateMany({
    where: { organizationId, keyHash: old?.keyHash ?? new Uint8Array() },
    data: { createdAt: new Date(clock.now().getTime() - 25 * hourMs) },
  })
  await clearEnded()
  assert.equal((await answersOf(tenant)).length, 1)
})

test('an answer that was moved to another row opens for nobody', async () => {
  const { tenant, create } = await caller()
  await create('one')
  await create('two', { name: 'mail' })
  const [one, two] = await answersOf(tenant)
  assert.ok(one && two)
  const { id: organizationId } = tenant.organization
  for (const [row, other] of [
    [one, two],
    [two, one],
  ] as const)
    await db().idempotentAnswer.updateMany({
      where: { organizationId, keyHash: row.keyHash },
      data: { sealedAnswer: other.sealedAnswer },
    })
  assert.equal((await create('one')).response.status, 500)
})

const thrown = (error: Error): never => {
  throw error
}
