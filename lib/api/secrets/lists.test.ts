import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { consumers } from '#lib/consumers/consumers.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { archiveSecretOperation, revokeSecretOperation } from './change-state-operations.ts'
import { createSecretOperation } from './create-secret-operation.ts'
import { getSecretOperation } from './get-secret-operation.ts'
import { listSecretChangesOperation } from './list-changes-operation.ts'
import { listSecretsOperation } from './list-secrets-operation.ts'
import { listSecretUsagesOperation } from './list-usages-operation.ts'

after(disconnect)

async function withSecrets(names: string[]) {
  const tenant = await makeTenant()
  const { text: token } = await anApiToken(tenant, ['secrets:read', 'secrets:write'], { domain: null })
  const ids: Record<string, string> = {}
  for (const name of names) {
    const value = randomBytes(18).toString('base64url')
    const body = { scope: 'domain', domain: 'europe', name, type: 'token', value }
    const answer = await askApi(createSecretOperation, token, { body })
    assert.equal(answer.status, 201, answer.text)
    ids[name] = answer.body.id
  }
  const list = (query: Record<string, string> = {}) =>
    askApi(listSecretsOperation, token, { query: { domain: 'europe', ...query } })
  const namesOf = async (query: Record<string, string> = {}) => {
    const { body, status, text } = await list(query)
    assert.equal(status, 200, text)
    return body.items.map((each: { name: string }) => each.name)
  }
  return { tenant, token, ids, list, namesOf }
}

/** A send of a secret in a domain, as its record has it. */
async function sent({ organization }: Tenant, secretId: string, domainId: string, at: Date, consumerId: string | null) {
  const { id: usageId } = await db().usageRecord.create({
    data: {
      organizationId: organization.id,
      domainId,
      at,
      actorKind: 'system',
      actorName: 'Postern',
      consumerKind: 'template',
      consumerId,
      consumerName: 'Storm warning',
      host: 'sms.example.com',
      method: 'POST',
      outcome: 'answered',
      status: 200,
      durationMs: 12,
    },
  })
  await db().usageRecordSecret.create({
    data: { organizationId: organization.id, usageId, secretId, version: 1, at },
  })
}

test('a list is paged by name, each secret once, whatever is edited meanwhile', async () => {
  const names = ['alpha', 'bravo', 'charlie', 'delta', 'echo']
  const { token, ids, list, namesOf } = await withSecrets(names)
  const first = await list({ limit: '2' })
  assert.deepEqual(
    first.body.items.map((each: { name: string }) => each.name),
    ['alpha', 'bravo'],
  )
  // What was changed last is first in the console.
  await askApi(revokeSecretOperation, token, { params: { id: ids.echo ?? '' }, ifMatch: 1 })
  const second = await list({ limit: '2', cursor: first.body.nextCursor })
  const third = await list({ limit: '2', cursor: second.body.nextCursor })
  assert.deepEqual(
    [...second.body.items, ...third.body.items].map((each: { name: string }) => each.name),
    ['charlie', 'delta', 'echo'],
  )
  assert.equal(third.body.nextCursor, null)
  assert.deepEqual(await namesOf({ limit: '100' }), names)
})

test('a list is narrowed by search, state and type, and what makes no sense is refused, not left out', async () => {
  const { token, ids, list, namesOf } = await withSecrets(['crm_key', 'mail_key', 'old'])
  await askApi(revokeSecretOperation, token, { params: { id: ids.mail_key ?? '' }, ifMatch: 1 })
  await askApi(archiveSecretOperation, token, { params: { id: ids.old ?? '' }, ifMatch: 1 })
  assert.deepEqual(await namesOf(), ['crm_key', 'mail_key'])
  assert.deepEqual(await namesOf({ q: 'mail' }), ['mail_key'])
  assert.deepEqual(await namesOf({ status: 'revoked' }), ['mail_key'])
  assert.deepEqual(await namesOf({ status: 'archived' }), ['old'])
  assert.deepEqual(await namesOf({ status: 'active', type: 'token' }), ['crm_key'])
  assert.deepEqual(await namesOf({ type: 'json' }), [])
  assert.deepEqual(await namesOf({ q: '\0' }), [])
  const wrong: Record<string, string>[] = [
    { status: 'all' },
    { type: 'TOKEN' },
    { limit: '0' },
    { limit: '101' },
    { limit: '1.5' },
    { limit: 'x' },
    { cursor: 'x' },
    { cursor: '' },
    { stauts: 'active' },
  ]
  for (const query of wrong) assertProblem(await list(query), 'invalid', 400)
  for (const domain of ['', 'nowhere', '\0']) assertProblem(await list({ domain }), 'not_found', 404)
  for (const operation of [listSecretChangesOperation, listSecretUsagesOperation])
    for (const cursor of ['x', '0', '-1', '9'.repeat(30)])
      assertProblem(
        await askApi(operation, token, { params: { id: ids.old ?? '' }, query: { cursor } }),
        'invalid',
        400,
      )
})

test('a secret’s fingerprint is the one that the console shows', async () => {
  const { tenant, token, ids } = await withSecrets(['crm'])
  const id = ids.crm ?? ''
  const { body } = await askApi(getSecretOperation, token, { params: { id } })
  const details = await getSecret(await tenant.permit('secret:list'), id, consumers)
  assert.equal(body.fingerprint, details.fingerprint)
})

test('where a secret is used, and its sends, are those of the domains that a token reaches', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe, america } = tenant.organization
  const all = await anApiToken(tenant, ['secrets:read', 'secrets:write'], { domain: null })
  const american = await anApiToken(tenant, ['secrets:read'], { domain: 'america' })
  const body = { scope: 'organization', name: 'sms_gateway', type: 'token', value: randomBytes(9).toString('hex') }
  const { id } = (await askApi(createSecretOperation, all.text, { body })).body
  const template = await aTemplate({ tenant })
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  await sent(tenant, id, europe.id, at(1), template.id)
  await sent(tenant, id, europe.id, at(3), template.id)
  await sent(tenant, id, america.id, at(2), null)
  await db().usageDay.create({ data: { organizationId, secretId: id, day: at(1), sends: 40 } })

  const usages = (token: string, query: Record<string, string> = {}) =>
    askApi(listSecretUsagesOperation, token, { params: { id }, query })
  const first = await usages(all.text, { limit: '2' })
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(
    first.body.places.map((each: Record<string, unknown>) => [each.kind, each.id, each.domain, each.name]),
    [['template', template.id, 'europe', 'Storm warning']],
  )
  assert.equal(first.body.isCut, false)
  assert.deepEqual(
    first.body.items.map((each: Record<string, unknown>) => [each.domain, each.at, each.version, each.state]),
    [
      ['europe', at(3).toISOString(), 1, 'answered'],
      ['america', at(2).toISOString(), 1, 'answered'],
    ],
  )
  const second = await usages(all.text, { limit: '2', cursor: first.body.nextCursor })
  assert.deepEqual([second.body.items.length, second.body.nextCursor], [1, null])

  const reached = await usages(american.text)
  assert.equal(reached.status, 200, reached.text)
  assert.deepEqual(reached.body.places, [])
  assert.deepEqual(
    reached.body.items.map((each: Record<string, unknown>) => each.domain),
    ['america'],
  )
  const used = async (token: string) => {
    const { body } = await askApi(getSecretOperation, token, { params: { id } })
    return [body.usageCount, body.lastUsedAt]
  }
  assert.deepEqual(await used(all.text), [43, at(3).toISOString()])
  assert.deepEqual(await used(american.text), [1, at(2).toISOString()])
})
