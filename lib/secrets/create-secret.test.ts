import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { secretInput, tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { refusesAndChangesNothing, secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { createSecret } from './create-secret.ts'

after(disconnect)

const canary = 'canary-Zx81-plaintext-of-a-token'
const tomorrow = () => dayIn('UTC', new Date(Date.now() + 86_400_000))
const yesterday = () => dayIn('UTC', new Date(Date.now() - 86_400_000))

const inDomain = async (tenant: Tenant, over: Record<string, unknown> = {}, role: TestRole = 'domain_admin') =>
  runChange(await tenant.permit('secret:create', role), (scope) =>
    createSecret(scope, secretInput(tenant.place, { name: 'weather_fx', type: 'token', value: canary, ...over })),
  )
const inOrganization = async (tenant: Tenant, over: Record<string, unknown> = {}) => {
  const { organization } = tenant.place
  return runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, secretInput({ organization }, { name: 'crm.apiKey', type: 'token', value: canary, ...over })),
  )
}

test('every field is stored and logged, and the value is in no row, log entry or answer', async () => {
  const tenant = await makeTenant()
  const made = await inDomain(tenant, {
    description: 'Weather of the front page',
    allowedHosts: ['API.Example.com:443', '*.bücher.example:8443', 'api.example.com'],
    expiresOn: tomorrow(),
    visibility: 'masked',
    purpose: 'webhook',
  })
  assert.deepEqual(made, { id: made.id, name: 'weather_fx', version: 1, rowVersion: 1 })
  const { secrets, versions, log } = await secretRows(tenant)
  const [secret] = secrets
  assert.deepEqual(
    [secret?.domainId, secret?.scopeId, secret?.visibility, secret?.purpose, secret?.searchText],
    [
      tenant.organization.europe.id,
      tenant.organization.europe.id,
      'masked',
      'webhook',
      'weather_fx\nweather of the front page\ntoken\napi.example.com\n*.xn--bcher-kva.example:8443',
    ],
  )
  assert.equal(secret?.expiresOn?.toISOString(), `${tomorrow()}T00:00:00.000Z`)
  assert.deepEqual(versions[0]?.allowedHosts, ['api.example.com', '*.xn--bcher-kva.example:8443'])
  assert.deepEqual(
    log.map((entry) => [entry.action, entry.actorName, entry.details]),
    [
      [
        'secret.created',
        'Lena Fischer',
        {
          version: { from: null, to: 1 },
          rowVersion: 1,
          fields: {
            Alias: { from: null, to: 'weather_fx' },
            'Secret Type': { from: null, to: 'Token' },
            Description: { from: null, to: 'Weather of the front page' },
            'Allowed domains': { from: null, to: 'api.example.com, *.xn--bcher-kva.example:8443' },
            'Expiration date': {
              from: null,
              to: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' }).format(
                new Date(tomorrow()),
              ),
            },
            Visibility: { from: null, to: 'Masked' },
            Purpose: { from: null, to: 'Webhook' },
          },
        },
      ],
    ],
  )
  assert.ok(!textOf(made, secrets, versions, log).includes(canary))
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('an organization secret keeps its letter case, and its name is taken in any', async () => {
  const tenant = await makeTenant()
  const made = await inOrganization(tenant)
  assert.equal(made.name, 'crm.apiKey')
  const { secrets } = await secretRows(tenant)
  assert.deepEqual(
    [secrets[0]?.domainId, secrets[0]?.scopeId, secrets[0]?.nameLower],
    [null, tenant.organization.id, 'crm.apikey'],
  )
  await refusesAndChangesNothing(tenant, 'name_taken', () => inOrganization(tenant, { name: 'CRM.APIKEY' }))
  // A domain may have the same: there it stands before the organization's.
  await inOrganization(tenant, { name: 'weather' })
  assert.equal((await inDomain(tenant, { name: 'Weather' })).name, 'weather')
})

test('a name that its place does not allow, and every other field at once, gets its sentence', async () => {
  const tenant = await makeTenant()
  const refusal = await refusesAndChangesNothing(tenant, 'invalid', () =>
    inDomain(tenant, { name: 'a.b', allowedHosts: ['ok.example.com', '*.co.uk', 'a b'], expiresOn: yesterday() }),
  )
  assert.deepEqual(Object.keys(refusal.fields).sort(), [
    'allowedHosts',
    'allowedHosts.1',
    'allowedHosts.2',
    'expiresOn',
    'name',
  ])
  assert.match(refusal.fields['allowedHosts.1'] ?? '', /whole public suffix/)
  assert.equal(refusal.fields.allowedHosts, '2 entries cannot be stored. Correct or remove them.')
  const inOrg = await refusesAndChangesNothing(tenant, 'invalid', () => inOrganization(tenant, { name: '1st' }))
  assert.deepEqual(inOrg.fields, { name: 'A name starts with a letter.' })
})

test('the last usable day is judged in the organization’s time zone', async () => {
  const tenant = await makeTenant()
  // One of the two is a day ahead of the other at any time.
  const [east, west] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago']
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: east } })
  await refusesAndChangesNothing(tenant, 'invalid', () => inDomain(tenant, { expiresOn: dayIn(west) }))
  await inDomain(tenant, { expiresOn: dayIn(east) })
})

test('a policy may require allowed domains', async () => {
  const tenant = await makeTenant()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { allowedDomainsRequired: true } })
  const refusal = await refusesAndChangesNothing(tenant, 'invalid', () => inDomain(tenant))
  assert.match(refusal.fields.allowedHosts ?? '', /requires allowed domains/)
  await inDomain(tenant, { allowedHosts: ['api.example.com'] })
})

test('a name that a rename left behind is nobody’s until its time is over', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe } = tenant.organization
  const { id: secretId } = await inDomain(tenant, { name: 'new-name' })
  const reserve = { organizationId, scopeId: europe.id, nameLower: 'weather_fx', secretId }
  await db().reservedName.create({ data: { ...reserve, until: new Date(Date.now() + 86_400_000) } })
  const refusal = await refusesAndChangesNothing(tenant, 'name_taken', () => inDomain(tenant))
  assert.match(refusal.fields.name ?? '', /reserved until .* because new-name had it/)
  // Reserved in one place only.
  await inOrganization(tenant, { name: 'weather_fx' })
  await db().reservedName.updateMany({ where: reserve, data: { until: new Date(Date.now() - 1000) } })
  await inDomain(tenant)
})

test('of two who create the same name at once one does, and the other is told', async () => {
  const tenant = await makeTenant()
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => inDomain(tenant)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  const { secrets, versions, log } = await secretRows(tenant)
  assert.deepEqual([secrets.length, versions.length, log.length], [1, 1, 1])
})

test('an Editor creates in neither place, and a Domain Admin not in the organization', async () => {
  const tenant = await makeTenant()
  await refusesAndChangesNothing(tenant, 'not_permitted', () => inDomain(tenant, {}, 'editor'))
  for (const role of ['domain_admin', 'editor'] as const)
    await refusesAndChangesNothing(tenant, 'not_permitted', () => tenant.organizationPermit('secret:create', role))
  await refusesAndChangesNothing(tenant, 'not_found', () => inDomain(tenant, {}, 'stranger'))
})

test('where it came from stands in the log', async () => {
  const tenant = await makeTenant()
  await runChange(await tenant.permit('secret:import'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'imported', value: canary }), 'import'),
  )
  const { log } = await secretRows(tenant)
  assert.deepEqual(
    log.map(({ details }) => (details as { note?: string }).note),
    ['import'],
  )
})
