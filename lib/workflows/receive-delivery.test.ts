import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { editSecret } from '#lib/secrets/edit-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { deliver } from '#lib/testing/a-delivery.ts'
import { editInput } from '#lib/testing/a-secret.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { canary, tenant, token, upstream } from '#lib/testing/sends.ts'
import { endOfRun } from './detach-run.ts'

const newKey = () => `whsec_${randomBytes(24).toString('base64')}`

/** A workflow that takes deliveries, with the key of its webhook. */
async function start(key = newKey()) {
  const secret = await token(key)
  const workflow = await makeWorkflow(tenant, {
    steps: [aStep({ url: `${upstream.origin}/in`, bodyType: 'text', body: 'at {{event.station}}' })],
    hook: { keyName: secret.name, keyPart: null },
  })
  const { hookId } = await workflow.row()
  assert.ok(hookId)
  const runs = () => db().workflowRun.findMany({ where: { workflowId: workflow.id }, orderBy: { startedAt: 'asc' } })
  return { key, secret, workflow, hookId, runs }
}

test('a signed delivery starts a run with its body as the event, in the name of the webhook', async () => {
  const { key, secret, workflow, hookId } = await start()
  const { status, body } = await deliver(hookId, key)
  assert.equal(status, 202)
  await endOfRun(body.runId ?? '')
  const run = await workflow.details(body.runId ?? '')
  assert.deepEqual(
    [run.state, run.trigger, run.actorName, run.hasEvent],
    ['succeeded', 'webhook', 'Inbound webhook of Nightly sync', true],
  )
  const [seen] = await upstream.requests()
  assert.equal(Buffer.from(seen?.body ?? '', 'base64').toString('utf8'), 'at Hamburg')
  const [use] = await db().usageRecordSecret.findMany({ where: { secretId: secret.id }, include: { usage: true } })
  assert.deepEqual(
    [use?.usage.consumerKind, use?.usage.consumerId, use?.usage.outcome, use?.usage.actorName],
    ['workflow', workflow.id, 'answered', 'Inbound webhook of Nightly sync'],
  )
})

test('the same delivery again is the same run, also at the same moment', async () => {
  const { key, hookId, runs } = await start()
  const id = `msg_${randomUUID()}`
  const answers = await Promise.all(Array.from({ length: 4 }, () => deliver(hookId, key, { id })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 202])
  assert.equal(new Set(answers.map(({ body }) => body.runId)).size, 1)
  const again = await deliver(hookId, key, { id, body: '{"station":"Bremen"}' })
  assert.deepEqual([again.status, again.body.runId], [200, answers[0]?.body.runId])
  assert.equal((await runs()).length, 1)
  await endOfRun(answers[0]?.body.runId ?? '')
  assert.equal((await upstream.requests()).length, 1)
})

test('whatever is wrong with the signature, the answer is one and the same, nothing runs, and the log says why', async () => {
  const { key, secret, hookId, runs, workflow } = await start()
  const minutes = (n: number) => new Date(Date.now() + n * 60_000)
  const wrong = [
    await deliver(hookId, newKey()),
    await deliver(hookId, key, { signature: 'v1,AAAA' }),
    await deliver(hookId, key, { at: minutes(-6) }),
    await deliver(hookId, key, { at: minutes(6) }),
    await deliver(hookId, key, { headers: { 'webhook-id': 'another' } }),
    await deliver(hookId, key, { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 9) } }),
    await deliver(hookId, key, { headers: { 'webhook-timestamp': 'now' } }),
    await deliver(hookId, key, { headers: { 'webhook-signature': '' } }),
    await deliver(hookId, key, { headers: { 'webhook-id': '' } }),
  ]
  assert.deepEqual([...new Set(wrong.map((answer) => JSON.stringify(answer)))].length, 1)
  assert.equal(wrong[0]?.status, 401)
  assert.deepEqual(await runs(), [])
  assert.equal(await db().usageRecordSecret.count({ where: { secretId: secret.id } }), 0)
  await flushRefusals()
  const logged = await db().changeLogEntry.findMany({
    where: { action: 'workflow.delivery_refused', subjectId: workflow.id },
  })
  assert.deepEqual(logged.map(({ details }) => (details as { note: string }).note).sort(), [
    'no signature',
    'no valid id or timestamp',
    'too old, or from the future',
    'wrong signature',
  ])
  assert.ok(!JSON.stringify(logged.map(({ details }) => details)).includes(key))
})

test('a key that is rotated is good for a day, one that is destroyed or revoked never', async () => {
  const { key, secret, hookId } = await start()
  const next = newKey()
  const rotate = async (value: string, rowVersion: number, isLeaked = false) =>
    runChange(await tenant.permit('secret:edit'), (scope) =>
      editSecret(scope, editInput(tenant.place, { id: secret.id, rowVersion, value, isLeaked } as never)),
    )
  await rotate(next, 1)
  const replacedAt = (hours: number) =>
    db().secretVersion.updateMany({
      where: { secretId: secret.id, version: 2 },
      data: { createdAt: new Date(Date.now() - hours * 3600_000) },
    })
  const both = async () => [(await deliver(hookId, key)).status, (await deliver(hookId, next)).status]
  await replacedAt(23)
  assert.deepEqual(await both(), [202, 202])
  const versions = await db().usageRecordSecret.findMany({ where: { secretId: secret.id }, orderBy: { at: 'asc' } })
  assert.deepEqual(
    versions.map(({ version }) => version),
    [1, 2],
  )
  await replacedAt(25)
  assert.deepEqual(await both(), [401, 202])
  await rotate(newKey(), 2, true)
  assert.deepEqual(await both(), [401, 401])
  const fresh = await start()
  await runChange(await tenant.permit('secret:revoke'), (scope) =>
    revokeSecret(scope, { ...tenant.place, id: fresh.secret.id, rowVersion: 1 }),
  )
  assert.equal((await deliver(fresh.hookId, fresh.key)).status, 401)
})

test('a webhook that is not there, off, or of a disabled workflow does not exist', async () => {
  const { key, hookId, workflow, runs } = await start()
  assert.equal((await deliver(randomUUID(), key)).status, 404)
  assert.equal((await deliver("'--", key)).status, 404)
  await db().workflow.updateMany({ where: { id: workflow.id }, data: { disabledAt: new Date() } })
  const disabled = await deliver(hookId, key)
  assert.deepEqual([disabled.status, disabled.body.code], [404, 'not_found'])
  await db().workflow.updateMany({ where: { id: workflow.id }, data: { disabledAt: null } })
  await workflow.save({ hook: null })
  assert.equal((await deliver(hookId, key)).status, 404)
  assert.deepEqual(await runs(), [])
})

test('what is no JSON object or list, or too large, runs nothing; references in an event are data', async () => {
  const { key, hookId, runs } = await start()
  for (const body of ['', 'x', '"text"', '1', 'null', '{', `{"a":"${'\u0000'}"}`, '['.repeat(5000)])
    assert.equal((await deliver(hookId, key, { body })).status, 400, body.slice(0, 20))
  const large = await deliver(hookId, key, { body: `{"a":"${'x'.repeat(256 * 1024)}"}` })
  assert.equal(large.status, 413)
  assert.deepEqual(await runs(), [])
  const value = canary('event')
  const { name } = await token(value)
  const { status, body } = await deliver(hookId, key, { body: `{"station":"{secret:${name}} {{secret:${name}}}"}` })
  assert.equal(status, 202)
  await endOfRun(body.runId ?? '')
  const [seen] = await upstream.requests()
  assert.equal(Buffer.from(seen?.body ?? '', 'base64').toString('utf8'), `at {secret:${name}} {{secret:${name}}}`)
})

test('too many deliveries of one network wait, and those of another do not', async () => {
  const { key, hookId } = await start()
  const address = '2001:db8:1:2::1'
  const wrong = await Promise.all(
    Array.from({ length: 120 }, () => deliver(hookId, key, { signature: 'v1,AAAA', address })),
  )
  assert.ok(wrong.every(({ status }) => status === 401))
  const refused = await deliver(hookId, key, { address: '2001:db8:1:2::2' })
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.retryAfter) > 0)
  assert.equal((await deliver(hookId, key, { address: '2001:db8:1:3::1' })).status, 202)
})
