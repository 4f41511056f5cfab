import { randomBytes } from 'node:crypto'
import { expect, test } from '../browser/test.ts'
import type { AskedToken } from '../stack/add-tokens.ts'
import { runSql } from '../stack/run-sql.ts'
import type { Stack } from '../stack/start-stack.ts'
import { ApiClient } from './api-client.ts'

// What a program does with a token, against the running installation and over real TLS.

async function clientOf(stack: Stack, asked: AskedToken): Promise<ApiClient> {
  const [text = ''] = await stack.run<string[]>('stack/add-tokens.ts', [JSON.stringify([asked])])
  return new ApiClient(stack, text)
}

const post = async (client: ApiClient, path: string, body?: unknown, headers = {}) => {
  const sent = { method: 'POST', path, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const { status, text, headers: came } = await client.send(sent)
  return { status, text, headers: came, json: JSON.parse(text) }
}

test('a program stores a secret, sends it, and finds in the log and the usages who did', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const client = await clientOf(stack, {
    organization: tenant.slug,
    domain: 'europe',
    scopes: ['secrets:read', 'secrets:write', 'requests:send', 'activity:read'],
  })
  const value = `canary-${randomBytes(24).toString('hex')}`
  const host = new URL(stack.upstream.origin).host
  const secret = { scope: 'domain', domain: 'europe', name: 'api_send', type: 'token', value, allowedHosts: [host] }
  const { json: stored } = await post(client, '/secrets', secret)
  await stack.upstream.forget()
  await stack.upstream.answer({ echo: true, headers: [{ name: 'Content-Type', value: 'text/plain' }] })
  const request = {
    method: 'POST',
    url: `${stack.upstream.origin}/v1/contacts`,
    auth: { type: 'bearer', value: '{secrets.api_send}' },
    body: { email: 'ines@acme.example' },
  }
  const sent = await post(client, '/send', { domain: 'europe', request })
  expect(sent.status, sent.text).toBe(200)
  expect(sent.json).toMatchObject({ status: 200, redactions: 1 })
  expect(sent.text).not.toContain(value)
  const [arrived] = await stack.upstream.requests()
  expect(arrived?.headers).toContainEqual({ name: 'Authorization', value: `Bearer ${value}` })

  const usages = await client.send({ method: 'GET', path: `/secrets/${stored.id}/usages` })
  expect(JSON.parse(usages.text).items[0]).toMatchObject({ id: sent.json.usageId, name: 'API · CI', state: 'answered' })

  // Refused, and said so in the log.
  const elsewhere = { ...request, url: 'https://api.example.com/' }
  const refused = await post(client, '/send', { domain: 'europe', request: elsewhere })
  expect([refused.status, refused.json.code]).toEqual([422, 'host_not_allowed'])
  expect(refused.headers['content-type']).toBe('application/problem+json')
  expect(refused.text).toContain('api_send')
  const log = await client.send({ method: 'GET', path: `/activity?subject=${stored.id}` })
  const entries = JSON.parse(log.text).items as { action: string; actor: { kind: string } }[]
  expect(entries.map(({ action }) => action)).toContain('secret.created')
  expect(entries.every(({ actor }) => actor.kind === 'token')).toBe(true)
  const lines = await client.send({ method: 'GET', path: '/activity', headers: { Accept: 'application/x-ndjson' } })
  expect(lines.headers['content-type']).toMatch(/^application\/x-ndjson/)
  const actions = lines.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).action)
  expect(actions).toContain('secret.created')
  for (const { text } of [usages, log, lines]) expect(text).not.toContain(value)
})

test('the same key sends once, also where it was asked for twice at once', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const client = await clientOf(stack, { organization: tenant.slug, domain: 'europe', scopes: ['requests:send'] })
  await stack.upstream.forget()
  await stack.upstream.answer({ body: 'done' })
  const body = { request: { method: 'POST', url: `${stack.upstream.origin}/once` } }
  const headers = { 'Idempotency-Key': randomBytes(8).toString('hex') }
  const answers = await Promise.all([post(client, '/send', body, headers), post(client, '/send', body, headers)])
  const again = await post(client, '/send', body, headers)
  expect(answers.map(({ status }) => status).sort()).toContain(200)
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
  expect(again.status).toBe(200)
  expect(again.headers['idempotency-replayed']).toBe('true')
  expect((await stack.upstream.requests()).length).toBe(1)
})

test('a workflow that a program starts is followed to its end', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const client = await clientOf(stack, { organization: tenant.slug, domain: null, scopes: ['requests:send'] })
  await stack.upstream.answer({ body: '{}' })
  const begun = await post(client, `/workflows/${tenant.workflowId}/run`, { event: { station: 'Hamburg' } })
  expect(begun.status, begun.text).toBe(202)
  const path = String(begun.headers.location).replace('/api/v1', '')
  await expect
    .poll(async () => JSON.parse((await client.send({ method: 'GET', path })).text).state, { timeout: 20_000 })
    .not.toBe('running')
  expect(JSON.parse((await client.send({ method: 'GET', path })).text).startedBy).toBe('CI')
})

test('a token that is revoked sends nothing from the next request on', async ({ stack, tenants }) => {
  const [tenant] = tenants
  const client = await clientOf(stack, { organization: tenant.slug, domain: 'europe', scopes: ['requests:send'] })
  const body = { domain: 'europe', request: { method: 'GET', url: `${stack.upstream.origin}/` } }
  await stack.upstream.answer({ body: 'here' })
  expect((await post(client, '/send', body)).status).toBe(200)
  await stack.upstream.forget()
  await runSql(
    stack.databaseUrl,
    `UPDATE "ApiToken" SET "revokedAt" = now(), "revokedByName" = 'Ines' WHERE "organizationId" = (SELECT "id" FROM "Organization" WHERE "slug" = $1)`,
    [tenant.slug],
  )
  const refused = await post(client, '/send', body)
  expect([refused.status, refused.json.code]).toEqual([401, 'unauthenticated'])
  expect(await stack.upstream.requests()).toEqual([])
})
