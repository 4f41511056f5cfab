import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { logNotPermitted } from './log-not-permitted.ts'

after(disconnect)

async function makeSecret(tenant: Tenant, name: string, domain = 'europe'): Promise<string> {
  const place = { ...tenant.place, domain }
  const { id } = await runChange(await tenant.permit('secret:create', 'owner', domain), async (scope) =>
    createSecret(scope, tokenInput(place, { name, value: `a-value-of-${name}-and-more` })),
  )
  return id
}

async function refuse(tenant: Tenant, permission: Permission, input: Record<string, unknown>) {
  await authorize(tenant.people.editor, permission, tenant.place, testOrigin).then(
    () => assert.fail('It was allowed.'),
    (error) => logNotPermitted(error, input),
  )
}

async function refusalsOf(tenant: Tenant) {
  await flushRefusals()
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, outcome: 'refused' },
    orderBy: [{ subjectName: 'asc' }],
  })
  return entries.map((entry) => [entry.subjectKind, entry.subjectName, entry.details])
}

test('a refused attempt at a secret stands in the log of that secret, equal ones once', async () => {
  const tenant = await makeTenant()
  const id = await makeSecret(tenant, 'weather_fx')
  for (let index = 0; index < 3; index++) await refuse(tenant, 'secret:archive', { ...tenant.place, id })
  assert.deepEqual(await refusalsOf(tenant), [
    ['secret', 'weather_fx', { code: 'not_permitted', note: 'secret:archive', count: 3 }],
  ])
})

test('an attempt to approve a host stands in the log of the secret', async () => {
  const tenant = await makeTenant()
  const secretId = await makeSecret(tenant, 'weather_fx')
  await refuse(tenant, 'host:approve', { ...tenant.place, secretId, host: 'evil.example.com' })
  assert.deepEqual(await refusalsOf(tenant), [
    ['secret', 'weather_fx', { code: 'not_permitted', note: 'host:approve' }],
  ])
})

test('an attempt at several secrets stands in the log of each', async () => {
  const tenant = await makeTenant()
  const ids = [await makeSecret(tenant, 'one_alias'), await makeSecret(tenant, 'two_alias')]
  await refuse(tenant, 'secret:restore', { ...tenant.place, secrets: [...ids.map((id) => ({ id })), null, { id: 7 }] })
  assert.deepEqual(
    (await refusalsOf(tenant)).map(([kind, name]) => [kind, name]),
    [
      ['secret', 'one_alias'],
      ['secret', 'two_alias'],
    ],
  )
})

test('what the input claims is not believed: a foreign id, another domain’s, or no id is an attempt at the place', async () => {
  const [tenant, foreign] = [await makeTenant(), await makeTenant()]
  const elsewhere = [await makeSecret(foreign, 'foreign_one'), await makeSecret(tenant, 'american', 'america')]
  for (const id of [...elsewhere, 'nonsense', "' OR 1", '\0', 7, null, undefined]) {
    await refuse(tenant, 'secret:edit', { ...tenant.place, id, name: 'made up' })
  }
  await refuse(tenant, 'sends:stop', { ...tenant.place, id: await makeSecret(tenant, 'own_one') })
  assert.deepEqual(await refusalsOf(tenant), [
    ['domain', 'Europe', { code: 'not_permitted', note: 'secret:edit', count: 8 }],
    ['domain', 'Europe', { code: 'not_permitted', note: 'sends:stop' }],
  ])
})

test('somebody who is refused everywhere fills the log with no more than 400 entries a minute and one for the rest', async () => {
  const tenant = await makeTenant()
  const by = { createdById: tenant.organization.id, createdByName: 'x' }
  const { id: organizationId, europe } = tenant.organization
  const ids = Array.from({ length: 410 }, () => crypto.randomUUID())
  await db().secret.createMany({
    data: ids.map((id, index) => ({
      ...by,
      organizationId,
      id,
      domainId: europe.id,
      scopeId: europe.id,
      name: `n${index}`,
      nameLower: `n${index}`,
      type: 'token' as const,
      description: '',
      currentVersion: 1,
      mac: new Uint8Array(32),
      updatedById: organizationId,
      updatedByName: 'x',
    })),
  })
  for (const from of [0, 200, 400]) {
    const secrets = ids.slice(from, from + 200).map((id) => ({ id }))
    await refuse(tenant, 'secret:archive', { ...tenant.place, secrets })
  }
  const entries = await refusalsOf(tenant)
  assert.equal(entries.length, 401)
  assert.deepEqual(
    entries.filter(([kind]) => kind === 'domain'),
    [['domain', 'Europe', { code: 'not_permitted', note: 'further attempts', count: 10 }]],
  )
  await refuse(tenant, 'secret:archive', { ...tenant.place, id: ids[0] })
  assert.equal((await refusalsOf(tenant)).length, 402)
})
