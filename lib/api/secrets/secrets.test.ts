import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TokenScope } from '#lib/access/permissions.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { archiveSecretOperation, restoreSecretOperation, revokeSecretOperation } from './change-state-operations.ts'
import { createSecretOperation } from './create-secret-operation.ts'
import { deleteSecretOperation } from './delete-secret-operation.ts'
import { editSecretOperation } from './edit-secret-operation.ts'
import { getSecretOperation } from './get-secret-operation.ts'
import { listSecretChangesOperation } from './list-changes-operation.ts'
import { makeCurrentOperation } from './make-current-operation.ts'
import { renameSecretOperation } from './rename-secret-operation.ts'

after(disconnect)

const canary = 'canary-Aq71-stored-by-a-program'
const both: TokenScope[] = ['secrets:read', 'secrets:write']
const ofDomain = { scope: 'domain', domain: 'europe', name: 'crm', type: 'token', value: canary }
const ofOrganization = { scope: 'organization', name: 'crm.apiKey', type: 'token', value: canary }

async function withToken(domain: string | null = null) {
  const tenant = await makeTenant()
  const { text, id } = await anApiToken(tenant, both, { domain })
  return { tenant, token: text, tokenId: id }
}

const lastEntry = async (tenant: Tenant) => (await secretRows(tenant)).log.at(-1)

for (const [level, body] of Object.entries({ domain: ofDomain, organization: ofOrganization })) {
  test(`a program stores, reads, changes and destroys a secret of the ${level}, and the log names its token`, async () => {
    const { tenant, token, tokenId } = await withToken()
    const created = await askApi(createSecretOperation, token, { body })
    assert.equal(created.status, 201, created.text)
    const { id, ...rest } = created.body
    assert.equal(created.headers.get('location'), `/api/v1/secrets/${id}`)
    assert.equal(created.headers.get('etag'), '"1"')
    const { createdAt, updatedAt, fingerprint, ...known } = rest
    assert.deepEqual(known, {
      scope: level,
      domain: level === 'domain' ? 'europe' : null,
      name: body.name,
      type: 'token',
      status: 'active',
      description: '',
      allowedHosts: [],
      expiresOn: null,
      visibility: 'restricted',
      purpose: 'any',
      version: 1,
      lastUsedAt: null,
      usageCount: 0,
    })
    assert.match(fingerprint, /^[0-9a-f]{16}$/)
    assert.equal(createdAt, updatedAt)

    const params = { id }
    const got = await askApi(getSecretOperation, token, { params })
    assert.deepEqual(got.body, created.body)
    assert.equal(got.headers.get('etag'), '"1"')

    const acts: [string, () => ReturnType<typeof askApi>, Record<string, unknown>][] = [
      [
        'secret.edited',
        () => askApi(editSecretOperation, token, { params, ifMatch: 1, body: { description: 'Key' } }),
        { description: 'Key', version: 1, allowedHosts: [] },
      ],
      [
        'secret.rotated',
        () =>
          askApi(editSecretOperation, token, {
            params,
            ifMatch: 2,
            body: { value: `${canary}-2`, allowedHosts: ['api.example.com'], expiresOn: '2199-12-31' },
          }),
        { description: 'Key', version: 2, allowedHosts: ['api.example.com'], expiresOn: '2199-12-31' },
      ],
      [
        'secret.version_made_current',
        () => askApi(makeCurrentOperation, token, { params, ifMatch: 3, body: { version: 1 } }),
        { version: 3, allowedHosts: [] },
      ],
      [
        'secret.archived',
        () => askApi(archiveSecretOperation, token, { params, ifMatch: 4 }),
        { status: 'archived', version: 3 },
      ],
      ['secret.restored', () => askApi(restoreSecretOperation, token, { params, ifMatch: 5 }), { status: 'active' }],
      [
        'secret.revoked',
        () => askApi(revokeSecretOperation, token, { params, ifMatch: 6 }),
        { status: 'revoked', fingerprint: null },
      ],
    ]
    for (const [index, [action, act, expected]] of acts.entries()) {
      const answer = await act()
      assert.equal(answer.status, 200, `${action}: ${answer.text}`)
      assert.equal(answer.headers.get('etag'), `"${index + 2}"`)
      for (const [field, value] of Object.entries(expected)) assert.deepEqual(answer.body[field], value, field)
      const entry = await lastEntry(tenant)
      assert.deepEqual([entry?.action, entry?.actorKind, entry?.actorId], [action, 'token', tokenId])
      assert.deepEqual((await askApi(getSecretOperation, token, { params })).body, answer.body)
    }

    const changes = await askApi(listSecretChangesOperation, token, { params, query: { limit: '4' } })
    assert.deepEqual(
      changes.body.items.map((each: { action: string }) => each.action),
      ['secret.revoked', 'secret.restored', 'secret.archived', 'secret.version_made_current'],
    )
    assert.deepEqual(changes.body.items[0].actor, { kind: 'token', id: tokenId, name: 'CI', role: '' })
    const rest2 = await askApi(listSecretChangesOperation, token, {
      params,
      query: { cursor: changes.body.nextCursor },
    })
    assert.deepEqual(
      rest2.body.items.map((each: { action: string }) => each.action),
      ['secret.rotated', 'secret.edited', 'secret.created'],
    )
    assert.equal(rest2.body.nextCursor, null)

    const deleted = await askApi(deleteSecretOperation, token, { params, ifMatch: 7 })
    assert.deepEqual([deleted.status, deleted.text], [204, ''])
    assert.equal((await lastEntry(tenant))?.action, 'secret.deleted')
    assertProblem(await askApi(getSecretOperation, token, { params }), 'not_found', 404)
    assert.ok(!textOf(changes.text, rest2.text, await secretRows(tenant)).includes(canary))
  })
}

test('a rename is of the organization’s secrets, and the name of another is taken', async () => {
  const { tenant, token } = await withToken()
  const create = (body: object) => askApi(createSecretOperation, token, { body: { ...body, acceptsDuplicate: true } })
  const [one, two, alias] = [
    (await create(ofOrganization)).body,
    (await create({ ...ofOrganization, name: 'billing' })).body,
    (await create(ofDomain)).body,
  ]
  const rename = (id: string, name: string, ifMatch = 1) =>
    askApi(renameSecretOperation, token, { params: { id }, ifMatch, body: { name } })
  const renamed = await rename(one.id, 'crm.key')
  assert.deepEqual([renamed.status, renamed.body.name, renamed.headers.get('etag')], [200, 'crm.key', '"2"'])
  const before = await secretRows(tenant)
  assertProblem(await rename(one.id, 'Billing', 2), 'name_taken', 409)
  assertProblem(await rename(one.id, 'no good', 2), 'invalid', 400)
  assertProblem(await rename(two.id, 'other', 7), 'stale_version', 412)
  assertProblem(await rename(alias.id, 'other'), 'not_found', 404)
  assert.deepEqual(await secretRows(tenant), before)
})

test('pairs and JSON objects are stored, and JSON as text keeps its numbers', async () => {
  const { token } = await withToken()
  const create = (over: object) =>
    askApi(createSecretOperation, token, { body: { ...ofDomain, ...over, acceptsDuplicate: true } })
  const pair = await create({ name: 'pair', type: 'username_password', value: { username: 'a', password: canary } })
  assert.equal(pair.status, 201, pair.text)
  const object = await create({ name: 'object', type: 'json', value: { key: canary, deep: { list: [1, 2.5] } } })
  assert.equal(object.status, 201, object.text)
  const text = await create({ name: 'text', type: 'json', value: `{"id": 12345678901234567890, "at": 1.10}` })
  assert.equal(text.status, 201, text.text)
  const large = await askApi(createSecretOperation, token, {
    body: `{"scope":"domain","domain":"europe","name":"large","type":"json","value":{"id":12345678901234567890}}`,
  })
  assertProblem(large, 'invalid', 400)
  assert.match(large.body.errors[0].detail, /as text/)
  const rotated = await askApi(editSecretOperation, token, {
    params: { id: object.body.id },
    ifMatch: 1,
    body: { value: { key: 'another', deep: null } },
  })
  assert.deepEqual([rotated.status, rotated.body.version], [200, 2], rotated.text)
})

test('where a value is known already, a program says that it means it', async () => {
  const { tenant, token } = await withToken()
  await askApi(createSecretOperation, token, { body: ofDomain })
  const again = { ...ofDomain, name: 'crm2' }
  const before = (await secretRows(tenant)).secrets
  const refused = await askApi(createSecretOperation, token, { body: again })
  assertProblem(refused, 'duplicate_value', 409)
  assert.match(refused.text, /crm/)
  assert.deepEqual((await secretRows(tenant)).secrets, before)
  const accepted = await askApi(createSecretOperation, token, { body: { ...again, acceptsDuplicate: true } })
  assert.equal(accepted.status, 201)
})

test('what is in use is destroyed by its name alone', async () => {
  const { tenant, token } = await withToken()
  const { id } = (await askApi(createSecretOperation, token, { body: { ...ofDomain, name: 'sms_gateway' } })).body
  await aTemplate({ tenant })
  const remove = (query: Record<string, string> = {}) =>
    askApi(deleteSecretOperation, token, { params: { id }, ifMatch: 1, query })
  const before = await secretRows(tenant)
  for (const query of [{}, { confirm: 'another' }, { confirm: '' }]) {
    const refused = await remove(query as Record<string, string>)
    assertProblem(refused, 'invalid', 400)
    assert.equal(refused.body.errors[0].field, 'confirm')
  }
  assert.deepEqual(await secretRows(tenant), before)
  assert.equal((await remove({ confirm: 'SMS_gateway' })).status, 204)
  assert.equal(await db().secret.count({ where: { id } }), 0)
})
