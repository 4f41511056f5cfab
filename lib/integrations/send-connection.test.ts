import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { db } from '#lib/db/client.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { anIntegration, integrationsOf } from '#lib/testing/an-integration.ts'
import type { TestRole } from '#lib/testing/make-tenant.ts'
import { canary, headersSeen, tenant, token, upstream } from '#lib/testing/sends.ts'
import { deleteIntegration } from './delete-integration.ts'
import { disableIntegration } from './disable-integration.ts'
import { readAim } from './read-aim.ts'
import { updateIntegrationRequest } from './save-request.ts'
import { testIntegrationRequest } from './test-request.ts'

/** A connection to the upstream that carries a secret, with a request, and how it is tested and changed. */
async function aConnection({ retries = 0 } = {}) {
  const value = canary('bearer')
  const { id: secretId, name } = await token(value)
  const made = await anIntegration({ baseUrl: upstream.origin, tenant })
  const auth = { kind: 'bearer' as const, name: '', value: `{secrets.${name}}` }
  await made.update({ auth, headers: [{ name: 'X-Workspace', value: 'acme' }] })
  const plain = { ...made.request, method: 'GET', headers: [], bodyType: 'none' as const, body: '', retries }
  let version = 1
  const save = async (over: object, role?: TestRole) => {
    const input = { ...plain, ...over, id: made.requestId, rowVersion: version }
    version = (await runChange(await made.edit(role), (scope) => updateIntegrationRequest(scope, input))).rowVersion
  }
  await save({})
  const test = async (role: TestRole = 'editor') =>
    testIntegrationRequest(await tenant.permit('integration:test', role), {
      ...tenant.place,
      integrationId: made.id,
      id: made.requestId,
      rowVersion: version,
    })
  const disable = async (isDisabled = true) =>
    runChange(await made.edit('editor'), (scope) =>
      disableIntegration(scope, { ...tenant.place, id: made.id, isDisabled }),
    )
  return { ...made, secretId, value, name, auth, save, test, disable, requestVersion: () => version }
}

const arrived = async (count: number) => {
  while ((await upstream.requests()).length < count);
}

test('authentication and default headers of the connection are sent, and the request’s own header wins', async () => {
  const { test: send, save, value, id, secretId } = await aConnection()
  const exchange = await send()
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
  const seen = await headersSeen()
  assert.ok(seen.get('Authorization') === `Bearer ${value}`)
  assert.equal(seen.get('X-Workspace'), 'acme')
  assert.ok(!JSON.stringify(exchange).includes(value))
  assert.ok(exchange.request?.headers.some((header) => header.value === 'Bearer ••••••'))

  const { places } = await getSecret(await tenant.permit('secret:list', 'editor'), secretId, consumers)
  assert.deepEqual(
    places.map((place) => [place.kind, place.id, place.fields, place.uses, place.lastUsedAt !== null]),
    [['integration', id, ['auth'], 1, true]],
  )

  await upstream.forget()
  await save({
    headers: [
      { name: 'authorization', value: 'None' },
      { name: 'x-workspace', value: 'other' },
    ],
  })
  await send()
  const [request] = await upstream.requests()
  const sent = request?.headers
    .filter(({ name }) => /^(authorization|x-workspace)$/i.test(name))
    .map((each) => each.value)
  assert.deepEqual(sent, ['None', 'other'])
})

test('through a disabled integration nothing is sent, which is logged; enabled again it sends', async () => {
  const { test: send, disable, id, requestId } = await aConnection()
  await disable()
  const records = await db().usageRecord.count({ where: { consumerId: requestId } })
  await assert.rejects(send(), { code: 'integration_disabled', message: /^Nothing was sent\. CRM sync is disabled/ })
  await assert.rejects(send('owner'), { code: 'integration_disabled' })
  assert.deepEqual(await upstream.requests(), [])
  assert.equal(await db().usageRecord.count({ where: { consumerId: requestId } }), records)
  await flushRefusals()
  const refusals = (await integrationsOf(tenant)).log.filter(
    (entry) => entry.outcome === 'refused' && entry.subjectId === requestId,
  )
  assert.deepEqual(
    refusals.map(({ action, details }) => [action, (details as { code: string }).code]),
    [
      ['send.refused', 'integration_disabled'],
      ['send.refused', 'integration_disabled'],
    ],
  )
  await disable(false)
  assert.equal((await send()).outcome, 'answered')
  assert.ok(id)
})

test('who disables it while a send is under way stops the next attempt', async () => {
  const { test: send, disable } = await aConnection({ retries: 3 })
  await upstream.answer({ status: 503, headers: [{ name: 'Retry-After', value: '1' }] })
  const sending = send()
  sending.catch(() => undefined)
  await arrived(1)
  await disable()
  await assert.rejects(sending, {
    code: 'integration_disabled',
    message: /^It was sent, and then somebody disabled CRM sync/,
  })
  assert.equal((await upstream.requests()).length, 1)
})

test('who deletes it while a test is under way takes nothing from what was sent, and stops what would follow', async () => {
  const { test: send, id, edit } = await aConnection({ retries: 3 })
  await upstream.answer({ status: 503, headers: [{ name: 'Retry-After', value: '1' }] })
  const sending = send()
  sending.catch(() => undefined)
  await arrived(1)
  await runChange(await edit(), (scope) => deleteIntegration(scope, { ...tenant.place, id, rowVersion: 2 }))
  await assert.rejects(sending, { code: 'stale_version', message: /^It was sent, and then/ })
  assert.equal((await upstream.requests()).length, 1)
  await assert.rejects(send(), { code: 'not_found' })
})

test('whoever put the secret of a connection there counts, also where only its kind or name is another', async () => {
  const { test: send, update, auth, name, id, requestId, requestVersion } = await aConnection()
  const aim = async (integrationVersion: number) =>
    readAim(await tenant.permit('integration:test'), {
      id: requestId,
      integrationId: id,
      rowVersion: requestVersion(),
      integrationVersion,
    })
  assert.equal((await aim(2))?.references.get(name), 'domain')
  await update({ auth, headers: [], rowVersion: 2 }, 'editor')
  assert.equal((await aim(3))?.references.get(name), 'domain')
  assert.equal((await send()).outcome, 'answered')

  await update({ auth: { ...auth, kind: 'header', name: 'X-Mirror' }, headers: [], rowVersion: 3 }, 'editor')
  assert.equal((await aim(4))?.references.get(name), 'none')
  await upstream.forget()
  const refused = await send()
  assert.ok(refused.outcome === 'refused')
  assert.deepEqual([refused.code, refused.nothingLeft], ['host_not_approved', true])
  assert.deepEqual(await upstream.requests(), [])
})

test('variables of the domain are filled in as data, in the connection too', async () => {
  const { test: send, update, save, auth, name } = await aConnection()
  const text = `{secrets.${name}} "quoted"`
  const by = {
    createdById: tenant.organization.id,
    createdByName: 'A',
    updatedById: tenant.organization.id,
    updatedByName: 'A',
  }
  const at = { organizationId: tenant.organization.id, domainId: tenant.organization.europe.id }
  await db().variable.create({ data: { ...at, ...by, name: 'Hotline', nameLower: 'hotline', value: text } })
  await update({ auth, headers: [{ name: 'X-Hotline', value: '{{variables.hotline}}' }], rowVersion: 2 })
  await save({ method: 'POST', bodyType: 'json', body: '{"call": {{variables.Hotline}}}' })
  assert.equal((await send()).outcome, 'answered')
  const [request] = await upstream.requests()
  assert.equal((await headersSeen()).get('X-Hotline'), text)
  assert.deepEqual(JSON.parse(Buffer.from(request?.body ?? '', 'base64').toString()), { call: text })
})
