import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { listSecretAdmins } from './list-secret-admins.ts'
import { loadOverview } from './load-overview.ts'

after(disconnect)

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function create(tenant: Tenant, name: string, domain: string | null, expiresOn: string | null = null) {
  const permit = domain
    ? await tenant.permit('secret:create', 'owner', domain)
    : await tenant.organizationPermit('secret:create')
  const place = { organization: tenant.organization.slug, ...(domain && { domain }) }
  await runChange(permit, (scope) =>
    createSecret(scope, tokenInput(place, { name, value: `value ${name}`, expiresOn })),
  )
}

const overviewOf = async (tenant: Tenant, role: TestRole) =>
  loadOverview(await tenant.organizationPermit('organization:view', role))

test('everybody sees the domains, counts and reminders of what is theirs, and no more', async () => {
  const tenant = await makeTenant()
  await create(tenant, 'europe-soon', 'europe', inDays(5))
  await create(tenant, 'america-soon', 'america', inDays(9))
  await create(tenant, 'own.soon', null, inDays(20))
  await create(tenant, 'europe-later', 'europe', inDays(60))
  const seen = async (role: TestRole) => {
    const { domains, organizationSecrets, reminders, sends, setUp } = await overviewOf(tenant, role)
    return {
      domains: domains.map(({ name, secrets }) => `${name} ${secrets}`),
      organizationSecrets,
      reminders: reminders.map(({ name }) => name),
      seesSends: sends !== null,
      setsUp: setUp !== null,
    }
  }
  const ofAdmin = {
    domains: ['America 1', 'Europe 2'],
    organizationSecrets: 1,
    reminders: ['europe-soon', 'america-soon', 'own.soon'],
    seesSends: true,
    setsUp: true,
  }
  assert.deepEqual(await seen('owner'), ofAdmin)
  assert.deepEqual(await seen('org_admin'), ofAdmin)
  const ofEurope = {
    domains: ['Europe 2'],
    organizationSecrets: 1,
    reminders: ['europe-soon'],
    seesSends: true,
    setsUp: false,
  }
  assert.deepEqual(await seen('domain_admin'), ofEurope)
  assert.deepEqual(await seen('editor'), { ...ofEurope, seesSends: false })
  assert.deepEqual(await seen('other_domain_admin'), {
    ...ofEurope,
    domains: ['America 1'],
    reminders: ['america-soon'],
  })
  await assert.rejects(overviewOf(tenant, 'stranger'))
})

test('who edits in one domain and administers another sees the sends of that one', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe, america } = tenant.organization
  const { personId } = tenant.people.domain_admin
  await db().domainMembership.create({ data: { organizationId, domainId: america.id, personId, role: 'editor' } })
  const data = {
    organizationId,
    actorKind: 'person',
    actorName: '',
    consumerKind: '',
    consumerName: '',
    host: '',
    method: 'GET',
  }
  for (const { id: domainId } of [europe, america, america])
    await db().usageRecord.create({ data: { ...data, domainId, outcome: 'answered' } })
  const { sends } = await overviewOf(tenant, 'domain_admin')
  assert.equal(
    sends?.reduce((total, { answered }) => total + answered, 0),
    1,
  )
})

test('who may only look is told whom to ask, in a domain and for the organization', async () => {
  const tenant = await makeTenant()
  const asked = async (role: TestRole) => [
    await listSecretAdmins(await tenant.permit('secret:list', role)),
    await listSecretAdmins(await tenant.organizationPermit('secret:list', role)),
  ]
  assert.deepEqual(await asked('editor'), [
    ['Lena Fischer', 'Ines Okafor', 'Marek Dvořák'],
    ['Ines Okafor', 'Marek Dvořák'],
  ])
  assert.deepEqual(await asked('domain_admin'), [[], ['Ines Okafor', 'Marek Dvořák']])
  assert.deepEqual(await asked('org_admin'), [[], []])
})
