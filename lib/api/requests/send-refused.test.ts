import assert from 'node:assert/strict'
import { test } from 'node:test'
import { approveHost } from '#lib/approvals/approve-host.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { stopSends } from '#lib/stops/stop-sends.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { assertProblem } from '#lib/testing/ask-api.ts'
import { giveTo, refusalsLogged, sender } from '#lib/testing/given.ts'
import { canary, store, tenant, token, upstream } from '#lib/testing/sends.ts'

/** Is refused so, with nothing left and no value in the answer. */
async function refuses(
  text: string,
  { code, status, field, value }: { code: string; status: number; field?: string; value?: string },
  changes: Record<string, unknown>,
) {
  const answer = await giveTo(text, changes)
  assertProblem(answer, code, status)
  assert.equal((await upstream.requests()).length, 0, 'nothing has left')
  if (value !== undefined) assert.ok(!answer.text.includes(value))
  const fields = (answer.body.errors ?? []).map((each: { field: string }) => each.field)
  if (field !== undefined) assert.deepEqual(fields, [field], answer.text)
  return answer
}

test('text that is not as it should be is refused with the field, before anything is counted as a use', async () => {
  const { text } = await sender()
  const { name } = await token(canary('text'))
  const invalid = { code: 'invalid', status: 400 }
  const at = (field: string) => ({ ...invalid, field: `request.${field}` })
  const origin = upstream.origin
  await refuses(text, at('url'), { url: `${origin}/a#b` })
  await refuses(text, at('url'), { url: `https://{secrets.${name}}.example/` })
  await refuses(text, at('url'), { url: `https://u:p@localhost:${upstream.port}/` })
  await refuses(text, at('url'), { url: 'ftp://example.com/' })
  await refuses(text, at('url'), { url: `${origin}/a/../b` })
  await refuses(text, at('headers.Host'), { headers: { Host: 'other.example' } })
  await refuses(text, at('headers.X-A'), { headers: { 'X-A': 'a\r\nb' } })
  await refuses(text, at('headers'), { headers: 'X: y' })
  await refuses(text, at('headers'), { headers: { 'X-A': 1 } })
  await refuses(text, at('body'), { method: 'GET', body: 'text' })
  await refuses(text, at('body'), { body: '{"a":', headers: { 'Content-Type': 'application/json' } })
  await refuses(text, at('body'), { body: {}, headers: { 'Content-Type': 'text/plain' } })
  await refuses(text, at('body'), { body: { a: `\\{secrets.${name}}` } })
  await refuses(text, at('auth'), { auth: { type: 'bearer', value: 'typed credentials' } })
  await refuses(text, at('auth'), {
    auth: { type: 'bearer', value: `{secrets.${name}}` },
    headers: { authorization: 'a' },
  })
  // Limits are of bytes: an é is two.
  await refuses(text, at('body'), { body: 'é'.repeat(128 * 1024 + 1) })
  await refuses(text, at('body'), { body: { a: 'é'.repeat(128 * 1024) } })
  await refuses(text, at('query'), { query: { a: 'é'.repeat(8 * 1024 + 1) } })
  await refuses(text, at('query'), { query: [{ name: 'a', value: 'é'.repeat(8 * 1024 + 1) }] })
  const inQuery = { auth: { type: 'query', name: 'key', value: `{secrets.${name}}` } }
  await refuses(text, at('auth'), { ...inQuery, url: `${origin}/a?key=b` })
  await refuses(text, at('auth'), { ...inQuery, url: `${origin}/a?k%65y=b` })
  await refuses(text, at('auth'), { ...inQuery, query: { key: 'b' } })
  await refuses(text, at('method'), { method: 'TRACE' })
  await refuses(text, { ...invalid, field: 'request' }, { retries: 3 })
  const malformed = { code: 'reference_malformed', status: 422, field: 'request.headers.X-A' }
  await refuses(text, malformed, { headers: { 'X-A': `{secret.${name}}` } })
  const nowhere = { code: 'reference_not_allowed_here', status: 422 }
  await refuses(text, nowhere, { headers: [{ name: `X-{secrets.${name}}`, value: 'a' }] })
  const two = { code: 'one_secret_per_field', status: 422, field: 'request.query.a' }
  await refuses(text, two, { query: { a: `{secrets.${name}}{secrets.other}` } })
  const macro = { code: 'macro_not_filled', status: 422, field: 'request.body' }
  await refuses(text, macro, { body: { a: '{{variables.hotline}}' } })
  assert.equal(await db().usageRecord.count({ where: { organizationId: tenant.organization.id } }), 0)
})

test('a secret that may not be sent stops it, with its code, its name and its field, and is logged of the token', async () => {
  const { id, text } = await sender()
  const value = canary('refused')
  const make = (fields: Record<string, unknown>) => store({ type: 'token', value, ...fields } as never)
  const header = (name: string) => ({ headers: { 'X-Key': `{secrets.${name}}` } })
  const stopped = (code: string, status = 422) => ({ code, status, field: 'request.headers.X-Key', value })

  await refuses(text, stopped('secret_not_found'), header('nothing_of_this_name'))
  const webhook = await make({ purpose: 'webhook' })
  const wrong = await refuses(text, stopped('secret_wrong_purpose'), header(webhook.name))
  assert.match(wrong.body.errors[0].detail, new RegExp(`${webhook.name} .*X-Key`))
  const elsewhere = await make({ allowedHosts: ['api.example.com'] })
  await refuses(text, stopped('host_not_allowed'), header(elsewhere.name))
  const plain = await make({})
  await refuses(text, stopped('https_required'), { url: 'http://localhost:9/', ...header(plain.name) })
  await refuses(text, stopped('secret_part_missing'), header(`${plain.name}#password`))

  const logged = (await refusalsLogged()).filter(({ action }) => action === 'send.refused')
  assert.ok(logged.every(({ actorKind, actorId }) => actorKind === 'token' && actorId === id))
  const codes = logged.map(({ details, subjectId }) => [(details as { code: string }).code, subjectId])
  assert.deepEqual(
    codes.map(([code]) => code),
    ['secret_not_found', 'secret_wrong_purpose', 'host_not_allowed', 'https_required', 'secret_part_missing'],
  )
  assert.equal(codes[1]?.[1], webhook.id)
  assert.equal(codes[0]?.[1], tenant.organization.europe.id)
})

test('a stopped domain sends nothing, and goes on when it may', async () => {
  const { text } = await sender()
  const { name } = await token(canary('stop'))
  await runChange(await tenant.permit('sends:stop'), stopSends)
  try {
    await refuses(text, { code: 'sends_stopped', status: 422 }, { headers: { 'X-Key': `{secrets.${name}}` } })
    await refuses(text, { code: 'sends_stopped', status: 422 }, {})
  } finally {
    await db().sendStop.deleteMany({ where: { organizationId: tenant.organization.id } })
  }
  assert.equal((await giveTo(text)).status, 200)
})

test('a token that may not change a secret without allowed domains waits for the host’s approval', async () => {
  const value = canary('approval')
  const secret = await token(value)
  const { text } = await sender(['requests:send'])
  const changes = { headers: { 'X-Key': `{secrets.${secret.name}}` } }
  const refusal = { code: 'host_not_approved', status: 422, value }
  await refuses(text, refusal, changes)
  const waiting = await db().hostApproval.findMany({ where: { secretId: secret.id } })
  assert.deepEqual(
    waiting.map(({ host, requestedFor, approvedAt }) => [host, requestedFor, approvedAt]),
    [[`localhost:${upstream.port}`, 'API · CI', null]],
  )
  const approved = { ...tenant.place, secretId: secret.id, host: `localhost:${upstream.port}` }
  await runChange(await tenant.permit('host:approve'), (scope) => approveHost(scope, approved))
  assert.equal((await giveTo(text, changes)).status, 200)
})

test('the organization’s secret is sent by a domain’s token that may write only after approval', async () => {
  const value = canary('organization')
  const place = { organization: tenant.organization.slug }
  const input = secretInput(place, { name: 'shared', type: 'token', value })
  await runChange(await tenant.organizationPermit('secret:create'), (scope) => createSecret(scope, input))
  const { text } = await sender()
  const refusal = { code: 'host_not_approved', status: 422, value }
  await refuses(text, refusal, { headers: { 'X-Key': '{secrets.shared}' } })
})

test('what left and was not answered is refused with 502 and 504', async () => {
  const value = canary('left')
  const { name } = await token(value)
  const { text } = await sender()
  await upstream.answer({ breaks: true })
  const broken = await giveTo(text, { headers: { 'X-Key': `{secrets.${name}}` } })
  assertProblem(broken, 'upstream_unreachable', 502)
  assert.ok(!broken.text.includes(value))
  const nobody = await giveTo(text, { url: 'https://localhost:9/' })
  assertProblem(nobody, 'upstream_unreachable', 502)
})
