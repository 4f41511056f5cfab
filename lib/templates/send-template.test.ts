import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { disableIntegration } from '#lib/integrations/disable-integration.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { bodySeen, canary, headersSeen, type Refused, upstream, usageOf } from '#lib/testing/sends.ts'
import { createVariable } from '#lib/variables/save-variable.ts'

async function start(over: { host?: 'editor'; role?: 'editor' } = {}) {
  const tenant = await makeTenant()
  const value = canary('token')
  const secret = {
    name: 'sms_gateway',
    value,
    allowedHosts: over.host || over.role ? [] : [`localhost:${upstream.port}`],
  }
  await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, secret)),
  )
  return { ...(await aTemplate({ tenant, baseUrl: upstream.origin, ...over })), value }
}

const hostile = {
  reference: '{secrets.sms_gateway}{{secrets.sms_gateway}}{secret:sms_gateway}',
  macro: '{{variables.hotline}}{{event.station}}{{template.subject}}',
  quotes: `"},"admin":true,"x":{"y":"`,
  escape: '\\" \\u0022 \\{secrets.sms_gateway}',
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)> & "quoted" \'too\'',
  lines: 'one\r\nX-Injected: yes\ttab',
  keys: '__proto__ constructor',
}

test('the body of the template goes out as the request’s, with what an example says and the secret’s value', async () => {
  const { send, value, id, tenant } = await start()
  const exchange = await send()
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
  assert.deepEqual(JSON.parse(await bodySeen()), { to: '+49 40 5550134', key: value })
  assert.equal((await headersSeen()).get('Content-Type'), 'application/json')
  assert.doesNotMatch(JSON.stringify(exchange), new RegExp(value))
  assert.equal(exchange.request?.body, '{"to":"+49 40 5550134","key":"••••••"}')
  const usage = await usageOf(exchange.usageId)
  assert.deepEqual([usage?.consumerKind, usage?.consumerId, usage?.consumerName], ['template', id, 'Storm warning'])
  const places = await db().referenceInUse.count({ where: { organizationId: tenant.organization.id, consumerId: id } })
  assert.equal(places, 1)
})

test('whatever an event, a recipient or a variable says is data: escaped where it stands, and no reference', async () => {
  const { send, save, tenant, value } = await start()
  for (const text of Object.values(hostile)) {
    await runChange(await tenant.permit('variable:edit', 'editor'), async (scope) => {
      await scope.tx.variable.deleteMany({ where: { organizationId: tenant.organization.id } })
      const fields = { description: '', keepsPlainText: true }
      return createVariable(scope, { ...tenant.place, name: 'hotline', value: text, ...fields })
    })
    const { rowVersion } = await db().template.findFirstOrThrow({ where: { organizationId: tenant.organization.id } })
    const fields = '["{{event.x}}","{{recipient.x}}","{{variables.hotline}}",{{event.x}},"{{template.subject}}"]'
    const json = await save({ subject: '{{event.x}}', bodyType: 'json', body: fields }, rowVersion)
    await upstream.forget()
    const data = { event: { x: text }, recipient: { x: text } }
    assert.equal((await send(data, json)).outcome, 'answered')
    assert.deepEqual(JSON.parse(await bodySeen()), [text, text, text, text, text])

    const body = '<p title="{{event.x}}">{{event.x}}</p>'
    const html = await save({ subject: '', bodyType: 'html', body }, json.rowVersion)
    await upstream.forget()
    assert.equal((await send(data, html)).outcome, 'answered')
    const seen = await bodySeen()
    assert.equal(seen.match(/[<>"]/g)?.length, 6, seen)
    const read = seen.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    assert.equal(read, `<p title="${text}">${text}</p>`)

    const plain = await save({ subject: '', bodyType: 'text', body: '{{event.x}}' }, html.rowVersion)
    await upstream.forget()
    const exchange = await send(data, plain)
    assert.equal(await bodySeen(), text)
    assert.deepEqual(exchange.secrets, [])
    assert.doesNotMatch(seen, new RegExp(value))
  }
})

test('objects, numbers and lists of an event stand as JSON, and own fields alone are fields', async () => {
  const { send, save } = await start()
  const body = '{"whole":{{event.deep}},"n":{{event.deep.n}},"first":"{{event.list.0}}"}'
  const { rowVersion } = await save({ subject: '', body }, 1)
  await send({ event: { deep: { n: 1.5, a: ['"'] }, list: ['x'] } }, { rowVersion })
  assert.deepEqual(JSON.parse(await bodySeen()), { whole: { n: 1.5, a: ['"'] }, n: 1.5, first: 'x' })
  for (const name of ['constructor', '__proto__', 'toString', 'none', 'nothing'])
    await upstream.forget().then(async () => {
      const saved = await db().template.findFirstOrThrow({
        where: { name: 'Storm warning' },
        orderBy: { createdAt: 'desc' },
      })
      const next = await save({ subject: '', body: `"{{event.${name}}}"` }, saved.rowVersion)
      const exchange = (await send({ event: { nothing: null } }, next)) as Refused
      assert.deepEqual([exchange.code, exchange.field, exchange.nothingLeft], ['macro_not_filled', 'body', true], name)
      assert.deepEqual(await upstream.requests(), [])
    })
})

test('the subject stands where the request names it; a field that it lacks is said of the subject', async () => {
  const { send, save, addRequest } = await start()
  const headers = [{ name: 'X-Subject', value: '{{template.subject}}' }]
  const requestId = await addRequest({ name: 'With subject', headers, path: '/{{event.station}}' })
  const { rowVersion } = await save({ requestId }, 1)
  assert.equal((await send(undefined, { rowVersion })).outcome, 'answered')
  assert.equal((await headersSeen()).get('X-Subject'), 'Storm near Hamburg')
  assert.equal((await upstream.requests())[0]?.target, '/Hamburg')
  await upstream.forget()
  const injected = (await send({ event: { station: 'a\r\nb' }, recipient: { phone: '' } }, { rowVersion })) as Refused
  assert.deepEqual([injected.code, injected.nothingLeft], ['value_not_encodable', true])
  const missing = (await send({ recipient: { phone: '' } }, { rowVersion })) as Refused
  assert.deepEqual([missing.code, missing.field, missing.nothingLeft], ['macro_not_filled', 'subject', true])
  assert.deepEqual(await upstream.requests(), [])
})

test('an Editor who chose the request, or put the reference there, needs an approval of the host', async () => {
  for (const over of [{ role: 'editor' as const }, { host: 'editor' as const }]) {
    const { send } = await start(over)
    const exchange = (await send()) as Refused
    assert.deepEqual([exchange.code, exchange.nothingLeft], ['host_not_approved', true], JSON.stringify(over))
  }
  const { send, save, addRequest, tenant } = await start({ role: 'editor' })
  // The admin's own reference, through the admin's own request.
  const admin = await save({ body: '"{{secrets.sms_gateway}}"', requestId: null }, 1, 'domain_admin')
  const requestId = await addRequest({ name: 'Another' })
  const aimed = await save({ requestId, body: '"again {{secrets.sms_gateway}}"' }, admin.rowVersion, 'editor')
  assert.equal(((await send(undefined, aimed)) as Refused).code, 'host_not_approved')
  assert.deepEqual(await upstream.requests(), [])
  const { targetSetBy } = await db().template.findFirstOrThrow({ where: { organizationId: tenant.organization.id } })
  assert.equal(targetSetBy, 'none')
})

test('nothing leaves through a disabled integration, of a text that was changed, or without a request', async () => {
  const { send, save, tenant, integrationId } = await start()
  const refuses = async (code: string, call: () => Promise<unknown>) => {
    await assert.rejects(call, (error) => error instanceof PosternError && error.code === code)
    assert.deepEqual(await upstream.requests(), [])
  }
  await refuses('stale_version', () => send(undefined, { rowVersion: 2 }))
  await runChange(await tenant.permit('integration:edit'), (scope) =>
    disableIntegration(scope, { ...tenant.place, id: integrationId, isDisabled: true }),
  )
  await refuses('integration_disabled', () => send())
  const { rowVersion } = await save({ requestId: null }, 1)
  await refuses('invalid', () => send(undefined, { rowVersion }))
  await assert.rejects(async () => send(undefined, { rowVersion, by: 'other_domain_admin' }), { code: 'not_found' })
})

test('a change between reading and sending stops the send, also between two tries', async () => {
  const { send, save, addRequest, tenant } = await start()
  const requestId = await addRequest({ name: 'Put', method: 'PUT', retries: 2 })
  const { rowVersion } = await save({ requestId }, 1)
  await upstream.answer({ status: 503, headers: [], body: '' })
  const sending = send(undefined, { rowVersion })
  while ((await upstream.requests()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await save({ requestId, name: 'Changed' }, rowVersion)
  await assert.rejects(sending, (error) => error instanceof PosternError && error.code === 'stale_version')
  assert.equal((await upstream.requests()).length, 1)
  assert.equal(await db().usageRecord.count({ where: { organizationId: tenant.organization.id } }), 1)
})

test('a refusal is logged of the template and of the secret, with no text of either', async () => {
  const { send, save, tenant } = await start()
  const { rowVersion } = await save({ body: '"{{secrets.gone}} typed"' }, 1)
  assert.equal(((await send(undefined, { rowVersion })) as Refused).code, 'secret_not_found')
  await flushRefusals()
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, outcome: 'refused' },
  })
  assert.deepEqual(
    entries.map(({ action, subjectKind, subjectName, details }) => ({ action, subjectKind, subjectName, details })),
    [
      {
        action: 'send.refused',
        subjectKind: 'template',
        subjectName: 'Storm warning',
        details: { code: 'secret_not_found', note: 'body', host: `localhost:${upstream.port}` },
      },
    ],
  )
})

test('sends of templates count among the tests of a person', async () => {
  const { send } = await start()
  const event = { station: 'x', filler: 'y'.repeat(15 * 1024) }
  const outcomes = []
  for (let nth = 0; nth < 16; nth += 1)
    outcomes.push(
      await send({ event, recipient: { phone: '1' } }).then(
        ({ outcome }) => outcome,
        ({ code }) => code,
      ),
    )
  assert.deepEqual([outcomes[0], outcomes.at(-1)], ['answered', 'rate_limited'])
})
