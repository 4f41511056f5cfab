import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { endpointInput } from '#lib/testing/endpoints.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { getEndpoint, listEndpoints } from './read-endpoints.ts'
import { createEndpoint, deleteEndpoint, updateEndpoint } from './save-endpoint.ts'
import { type CreateEndpointInput, createEndpointInput } from './schema.ts'
import { testEndpoint } from './test-endpoint.ts'

after(disconnect)

const key = (bytes = 32) => randomBytes(bytes).toString('base64')

async function start() {
  const tenant = await makeTenant()
  const permit = await tenant.permit('allowlist:edit')
  const make = (over: Partial<CreateEndpointInput> = {}) =>
    runChange(permit, (scope) => createEndpoint(scope, endpointInput(tenant.place, over)))
  const edit = (id: string, rowVersion: number, over: Partial<CreateEndpointInput> = {}) =>
    runChange(permit, (scope) => updateEndpoint(scope, { ...endpointInput(tenant.place, over), id, rowVersion }))
  const secret = async (name: string, value = key()) =>
    runChange(await tenant.permit('secret:create'), (scope) =>
      createSecret(scope, secretInput(tenant.place, { name, type: 'token', value })),
    )
  return { tenant, permit, make, edit, secret }
}

const everything = async ({ organization: { id: organizationId } }: Tenant) => ({
  endpoints: await db().allowlistEndpoint.findMany({ where: { organizationId }, orderBy: { id: 'asc' } }),
  references: await db().referenceInUse.findMany({ where: { organizationId }, orderBy: { nameLower: 'asc' } }),
  log: await db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
})

async function refusesAndChangesNothing(
  tenant: Tenant,
  call: () => Promise<unknown>,
  { code, field, says = /./ }: { code: string; field?: string; says?: RegExp },
) {
  const before = await everything(tenant)
  await assert.rejects(
    call,
    (error) =>
      error instanceof PosternError &&
      error.code === code &&
      says.test(field === undefined ? error.message : (error.fields[field] ?? '')),
  )
  assert.deepEqual(await everything(tenant), before)
}

describe('an endpoint', () => {
  test('is stored with its key by name, which is where the key is used, and logged without its description', async () => {
    const { tenant, make, edit, permit, secret } = await start()
    const { id: secretId } = await secret('production-aes-key')
    const encrypted = { encryption: 'a256gcm', keyName: 'Production-AES-key' } as const
    const { id } = await make({ ...encrypted, description: 'a plain text' })
    const where = async () => {
      const reader = await tenant.permit('secret:list')
      const { europe } = tenant.organization
      const places = await placesOf(
        reader,
        { id: secretId, name: 'production-aes-key', domainId: europe.id },
        consumers,
      )
      return places.map(({ kind, name, path, fields }) => ({ kind, name, path, fields }))
    }
    assert.deepEqual(await where(), [
      { kind: 'allowlist_endpoint', name: 'Payments', path: ['allowlist'], fields: ['key'] },
    ])
    assert.deepEqual(await edit(id, 1, { ...encrypted, description: 'another text' }), { id, rowVersion: 2 })
    assert.deepEqual(await edit(id, 2, { ...encrypted, description: 'another text' }), { id, rowVersion: 2 })
    await edit(id, 2, { encryption: 'none', keyName: 'production-aes-key', keyPart: 'left over' })
    assert.deepEqual(await where(), [])
    await runChange(permit, (scope) => deleteEndpoint(scope, { ...tenant.place, id, rowVersion: 3 }))
    const { endpoints, references, log } = await everything(tenant)
    assert.deepEqual([endpoints, references], [[], []])
    const said = log.filter(({ subjectKind }) => subjectKind === 'allowlist_endpoint')
    assert.deepEqual(
      said.map(({ action }) => action),
      ['created', 'edited', 'edited', 'deleted'].map((verb) => `allowlist_endpoint.${verb}`),
    )
    const { fields } = (said[0]?.details ?? {}) as { fields?: Record<string, { to: string }> }
    assert.deepEqual([fields?.Key?.to, fields?.Host?.to], ['Production-AES-key', 'api.pay.example.com'])
    assert.doesNotMatch(JSON.stringify(said.map(({ details }) => details)), /plain text|another text/)
  })

  test('is seen by an Editor, who may not change it', async () => {
    const { tenant, make, secret } = await start()
    await secret('aes')
    const { id } = await make({ encryption: 'a256gcm', keyName: 'aes' })
    const editor = await tenant.permit('allowlist:list', 'editor')
    const { items, onlyAllowlisted } = await listEndpoints(editor)
    assert.deepEqual([items.length, items[0]?.keyStatus, onlyAllowlisted], [1, 'active', false])
    assert.equal((await getEndpoint(editor, id)).keyVersion, 1)
    for (const permission of ['allowlist:edit', 'allowlist:test'] as const)
      await assert.rejects(tenant.permit(permission, 'editor'), { code: 'not_permitted' })
  })

  test('of another domain or organization does not exist', async () => {
    const { tenant, make } = await start()
    const { id } = await make()
    const other = await makeTenant()
    for (const permit of [
      await tenant.permit('allowlist:edit', 'other_domain_admin', 'america'),
      await other.permit('allowlist:edit', 'owner'),
    ]) {
      const input = { ...endpointInput(tenant.place, { name: 'Theirs' }), id, rowVersion: 1 }
      await refusesAndChangesNothing(tenant, () => runChange(permit, (scope) => updateEndpoint(scope, input)), {
        code: 'not_found',
      })
      await refusesAndChangesNothing(tenant, () => runChange(permit, (scope) => deleteEndpoint(scope, input)), {
        code: 'not_found',
      })
    }
    await assert.rejects(getEndpoint(await other.permit('allowlist:list', 'owner'), id), { code: 'not_found' })
  })

  test('that somebody changed meanwhile is not changed again', async () => {
    const { tenant, make, edit } = await start()
    const { id } = await make()
    await edit(id, 1, { name: 'Second' })
    await refusesAndChangesNothing(tenant, () => edit(id, 1, { name: 'Third' }), { code: 'stale_version' })
  })

  test('names a host and path that no other names, of two at once too', async () => {
    const { tenant, make } = await start()
    const made = await Promise.allSettled([make(), make({ hostPattern: 'API.pay.example.com:443', pathPattern: '/*' })])
    assert.deepEqual(made.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await refusesAndChangesNothing(tenant, () => make({ name: 'Twice' }), {
      code: 'invalid',
      field: 'pathPattern',
      says: /^Payments names this host and path already/,
    })
  })

  test('does not cover a public suffix', async () => {
    const { tenant, make } = await start()
    const says = /public suffix/
    await refusesAndChangesNothing(tenant, () => make({ hostPattern: '*.github.io' }), {
      code: 'invalid',
      field: 'hostPattern',
      says,
    })
  })
})

describe('the key of an endpoint', () => {
  test('has the length that its encryption needs, which is told without it', async () => {
    const { tenant, make, secret } = await start()
    const value = key(24)
    await secret('short', value)
    await refusesAndChangesNothing(tenant, () => make({ encryption: 'a256gcm', keyName: 'short' }), {
      code: 'invalid',
      field: 'keyName',
      says: /^The key has 24 bytes; AES-256 needs 32\./,
    })
    await refusesAndChangesNothing(
      tenant,
      () => make({ encryption: 'a192gcm', keyName: 'short', keyEncoding: 'hex' }),
      {
        code: 'invalid',
        field: 'keyName',
        says: /^The key is not hex/,
      },
    )
    assert.equal((await make({ encryption: 'a192gcm', keyName: 'short' })).rowVersion, 1)
    assert.ok(!JSON.stringify((await everything(tenant)).log.map(({ details }) => details)).includes(value))
  })

  test('is nothing that somebody types: a name of no secret is refused', async () => {
    const { tenant, make } = await start()
    for (const typed of [key(), '{secrets.aes}', 'aes'])
      await refusesAndChangesNothing(tenant, () => make({ encryption: 'a256gcm', keyName: typed }), {
        code: 'invalid',
        field: 'keyName',
      })
    const input = { ...endpointInput(tenant.place), encryption: 'a256gcm' }
    assert.equal(createEndpointInput.safeParse(input).success, false)
  })

  test('that was revoked meanwhile stops no other change of its endpoint', async () => {
    const { tenant, make, edit, secret } = await start()
    const { id: secretId } = await secret('aes')
    const with_ = { encryption: 'a256gcm', keyName: 'aes' } as const
    const { id } = await make(with_)
    await runChange(await tenant.permit('secret:revoke'), (scope) =>
      revokeSecret(scope, { ...tenant.place, id: secretId, rowVersion: 1 }),
    )
    assert.equal((await edit(id, 1, { ...with_, name: 'Renamed' })).rowVersion, 2)
    await refusesAndChangesNothing(tenant, () => edit(id, 2, { ...with_, hostPattern: 'other.example.com' }), {
      code: 'invalid',
      field: 'keyName',
      says: /is revoked/,
    })
    const { items } = await listEndpoints(await tenant.permit('allowlist:list'))
    assert.equal(items[0]?.keyStatus, 'revoked')
  })

  test('of the organization keeps its endpoints when it is renamed', async () => {
    const { tenant } = await start()
    const place = { organization: tenant.organization.slug }
    const owner = await tenant.permit('allowlist:edit', 'owner')
    const make = (over: Partial<CreateEndpointInput>) =>
      runChange(owner, (scope) => createEndpoint(scope, endpointInput(tenant.place, over)))
    const organizations = await tenant.organizationPermit('secret:create')
    const { id: secretId } = await runChange(organizations, (scope) =>
      createSecret(scope, secretInput(place, { name: 'pay.aes', type: 'token', value: key() })),
    )
    const { id } = await make({ encryption: 'a256gcm', keyName: 'pay.aes' })
    await runChange(await tenant.organizationPermit('secret:rename'), (scope) =>
      renameSecret(scope, { ...place, id: secretId, rowVersion: 1, name: 'pay.key' }, consumers),
    )
    const { endpoints, references } = await everything(tenant)
    assert.deepEqual([endpoints[0]?.keyName, endpoints[0]?.rowVersion], ['pay.key', 2])
    assert.deepEqual(
      references.map(({ nameLower, consumerId, field }) => ({ nameLower, consumerId, field })),
      [{ nameLower: 'pay.key', consumerId: id, field: 'key' }],
    )
  })

  test('of the organization is no key of somebody who may not change it, who still changes the rest', async () => {
    const { tenant, make, edit } = await start()
    const place = { organization: tenant.organization.slug }
    await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
      createSecret(scope, secretInput(place, { name: 'pay.aes', type: 'token', value: key() })),
    )
    const over = { encryption: 'a256gcm', keyName: 'pay.aes' } as const
    const refusal = { code: 'invalid', field: 'keyName', says: /belongs to the organization/ }
    await refusesAndChangesNothing(tenant, () => make(over), refusal)
    const owner = await tenant.permit('allowlist:edit', 'owner')
    const { id } = await runChange(owner, (scope) => createEndpoint(scope, endpointInput(tenant.place, over)))
    await edit(id, 1, { ...over, description: 'Ours' })
    const admin = await tenant.permit('allowlist:test')
    await refusesAndChangesNothing(tenant, () => testEndpoint(admin, { ...tenant.place, id, text: 'x' }), {
      code: 'not_permitted',
    })
  })
})
