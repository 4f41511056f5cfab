import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { countUrgent } from './count-urgent.ts'
import { readHealth } from './read-health.ts'

after(disconnect)

const strong = () => randomUUID() + randomUUID()
const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const dayText = (count: number) => days(count).toISOString().slice(0, 10)

/** A strong value for one host, so that nothing is wrong with it but what is asked for. */
async function create(tenant: Tenant, name: string, over: object = {}, place: 'europe' | 'america' | null = 'europe') {
  const where = { organization: tenant.organization.slug, ...(place && { domain: place }) }
  const input = secretInput(where, { name, type: 'token', value: strong(), allowedHosts: ['api.example.com'], ...over })
  const permit = place
    ? await tenant.permit('secret:create', 'owner', place)
    : await tenant.organizationPermit('secret:create')
  return runChange(permit, (scope) => createSecret(scope, input))
}

async function use(tenant: Tenant, secretId: string, at: Date, host = 'hooks.example.com') {
  const { id: organizationId, europe } = tenant.organization
  await db().usageRecord.create({
    data: {
      organizationId,
      domainId: europe.id,
      at,
      actorKind: 'person',
      actorName: 'Lena Fischer',
      consumerKind: 'integration_request',
      consumerName: 'CRM sync',
      host,
      method: 'GET',
      outcome: 'answered',
      secrets: { create: { secretId, version: 1, at } },
    },
  })
}

/** The tenant's zone is set so that what was the last day there is the day before here: a MAC covers the date itself. */
async function letExpire(tenant: Tenant) {
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: 'Pacific/Kiritimati' } })
}

async function request(tenant: Tenant, name: string) {
  const permit = await tenant.permit('integration:edit')
  const { id } = await runChange(permit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'CRM', baseUrl: 'https://api.example.com' }),
  )
  await runChange(permit, (scope) =>
    createIntegrationRequest(scope, {
      ...tenant.place,
      integrationId: id,
      name: 'Sync',
      method: 'GET',
      path: '/',
      headers: [{ name: 'X-Key', value: `{secrets.${name}}` }],
      query: [],
      bodyType: 'none',
      followRedirects: false,
      retries: 0,
      body: '',
    }),
  )
}

const names = (items: { name: string }[]) => items.map(({ name }) => name)

test('each finding finds its secrets and no others; nothing of archived, revoked or well kept ones', async () => {
  const tenant = await makeTenant()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: 'Pacific/Pago_Pago' } })
  await create(tenant, 'well')
  await create(tenant, 'ends-today', { expiresOn: pagoToday() })
  await create(tenant, 'ends-soon', { expiresOn: dayText(6) })
  await create(tenant, 'ends-later', { expiresOn: dayText(40) })
  await create(tenant, 'anywhere', { allowedHosts: [] })
  await create(tenant, 'weak', { value: 'short one' })
  await create(tenant, 'twin-a', { value: 'the same long value, stored twice 93hf72' })
  await create(tenant, 'twin.b', { value: 'the same long value, stored twice 93hf72' }, null)
  const idle = await create(tenant, 'idle')
  await use(tenant, idle.id, days(-100))
  const busy = await create(tenant, 'busy')
  await use(tenant, busy.id, days(-100))
  await use(tenant, busy.id, days(-1))
  const old = await create(tenant, 'never')
  await db().secret.updateMany({ where: { id: old.id }, data: { createdAt: days(-40) } })
  const gone = await create(tenant, 'gone', { allowedHosts: [], value: 'short' })
  const revoked = await create(tenant, 'revoked', { allowedHosts: [] })
  await runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, { ...tenant.place, ...gone }))
  await runChange(await tenant.permit('secret:revoke'), (scope) => revokeSecret(scope, { ...tenant.place, ...revoked }))
  await letExpire(tenant)

  const { lists, counts, expiries } = await readHealth(await tenant.organizationPermit('health:view'))
  assert.deepEqual(names(lists.expired), ['ends-today'])
  assert.deepEqual(names(lists.expiring), ['ends-soon'])
  assert.deepEqual(names(lists.unrestricted), ['anywhere'])
  assert.deepEqual(names(lists.weak), ['weak'])
  assert.deepEqual(names(lists.duplicated), ['twin-a', 'twin.b'])
  assert.deepEqual(
    lists.duplicated.map(({ group }) => group),
    ['1', '1'],
  )
  assert.ok(lists.unrestricted.every(({ group }) => group === null))
  assert.deepEqual(names(lists.unused), ['idle'])
  assert.deepEqual(names(lists.neverUsed), ['never'])
  assert.deepEqual(names(expiries), ['ends-soon', 'ends-later'])
  assert.deepEqual(counts, {
    expired: 1,
    expiring: 1,
    unrestricted: 1,
    weak: 1,
    duplicated: 2,
    unused: 1,
    neverUsed: 1,
  })
  assert.equal(await countUrgent(await tenant.organizationPermit('health:view')), 2)
})

const pagoToday = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Pago_Pago' }).format(new Date())

test('what to do first: what is asked for and has expired, then what expires, may go anywhere, is weak, is doubled', async () => {
  const tenant = await makeTenant()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: 'Pacific/Pago_Pago' } })
  await create(tenant, 'ended', { expiresOn: pagoToday() })
  await create(tenant, 'ended-idle', { expiresOn: pagoToday() })
  await request(tenant, 'ended')
  await create(tenant, 'ends-soon', { expiresOn: dayText(6) })
  const anywhere = await create(tenant, 'anywhere', { allowedHosts: [] })
  await create(tenant, 'anywhere-idle', { allowedHosts: [] })
  for (let count = 0; count < 3; count++) await use(tenant, anywhere.id, days(-2))
  await create(tenant, 'weak', { value: 'aaaaaaaaaaaaaaaa' })
  await create(tenant, 'twin-a', { value: 'the same long value, stored twice 93hf72' })
  await create(tenant, 'twin-b', { value: 'the same long value, stored twice 93hf72' })
  await letExpire(tenant)
  const { first } = await readHealth(await tenant.organizationPermit('health:view', 'owner'))
  assert.deepEqual(
    first.map(({ finding, name }) => `${finding} ${name}`),
    ['expired ended', 'expiring ends-soon', 'unrestricted anywhere', 'weak weak', 'duplicated twin-a'],
  )
  const [ended, , open, weak, twin] = first
  assert.deepEqual([ended?.requests, ended?.inDomains, ended?.storedBy], [1, ['Europe'], 'Ines Okafor'])
  assert.deepEqual([open?.uses, open?.hosts], [3, ['hooks.example.com']])
  assert.equal(weak?.weakness, 'guessable')
  assert.deepEqual(names(twin?.sameAs ?? []), ['twin-b'])
})

test('a Domain Admin sees the findings of their own domains, an Editor none, a foreign tenant nothing', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const same = { value: 'the same long value, stored twice 93hf72', allowedHosts: [] }
  await create(tenant, 'of-europe', { ...same, expiresOn: dayText(3) })
  await create(tenant, 'of-america', same, 'america')
  await create(tenant, 'of.acme', same, null)
  const lena = await readHealth(await tenant.organizationPermit('health:view', 'domain_admin'))
  assert.deepEqual(names(lena.lists.unrestricted), ['of-europe'])
  assert.deepEqual([lena.counts.duplicated, names(lena.expiries)], [0, ['of-europe']])
  const owner = await tenant.organizationPermit('health:view', 'owner')
  assert.equal((await readHealth(owner)).counts.duplicated, 3)
  const america = await readHealth(owner, tenant.organization.america.id)
  assert.deepEqual(names(america.lists.unrestricted), ['of-america'])
  const lenaInAmerica = await readHealth(
    await tenant.organizationPermit('health:view', 'domain_admin'),
    tenant.organization.america.id,
  )
  assert.deepEqual(names(lenaInAmerica.lists.unrestricted), [])
  await assert.rejects(tenant.organizationPermit('health:view', 'editor'))
  assert.equal((await readHealth(await other.organizationPermit('health:view'))).counts.unrestricted, 0)
  await db().domain.updateMany({ where: { id: tenant.organization.america.id }, data: { archivedAt: new Date() } })
  assert.deepEqual(names((await readHealth(owner)).lists.unrestricted), ['of-europe', 'of.acme'])
})
