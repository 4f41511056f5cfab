import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { countNotAllowlisted } from './count-not-allowlisted.ts'

after(disconnect)

const count = async (tenant: Tenant) => countNotAllowlisted(await tenant.organizationPermit('policy:view'))

async function addRequests(tenant: Tenant, baseUrl: string, many: number) {
  const permit = await tenant.permit('integration:edit')
  const { id } = await runChange(permit, (scope) => createIntegration(scope, { ...tenant.place, name: 'CRM', baseUrl }))
  const rest = {
    path: '/x',
    headers: [],
    query: [],
    bodyType: 'none',
    body: '',
    followRedirects: false,
    retries: 0,
  } as const
  for (let n = 0; n < many; n++)
    await runChange(permit, (scope) =>
      createIntegrationRequest(scope, {
        ...tenant.place,
        integrationId: id,
        name: `Request ${n}`,
        method: 'GET',
        ...rest,
        headers: [],
        query: [],
      }),
    )
}

function addEndpoint(tenant: Tenant, hostPattern: string, domainId = tenant.organization.europe.id) {
  const by = { createdById: randomUUID(), createdByName: 'A', updatedById: randomUUID(), updatedByName: 'A' }
  const data = { organizationId: tenant.organization.id, domainId, name: hostPattern, hostPattern, ...by }
  return db().allowlistEndpoint.create({ data })
}

test('what goes to a host that no endpoint of its domain names is counted, with the host', async () => {
  const tenant = await makeTenant()
  assert.deepEqual(await count(tenant), { requests: 0, steps: 0, hosts: [] })
  await addRequests(tenant, 'https://api.crm.example.com/v1', 2)
  await addRequests(tenant, 'https://api.pay.example.com', 1)
  const both = await count(tenant)
  assert.equal(both.requests, 3)
  assert.deepEqual(
    both.hosts.map(({ host }) => host),
    ['api.crm.example.com', 'api.pay.example.com'],
  )
  await addEndpoint(tenant, '*.crm.example.com')
  assert.equal((await count(tenant)).requests, 1)
  await addEndpoint(tenant, 'api.pay.example.com:8443')
  assert.equal((await count(tenant)).requests, 1)
  await addEndpoint(tenant, 'api.pay.example.com')
  assert.deepEqual(await count(tenant), { requests: 0, steps: 0, hosts: [] })
})

test('an endpoint of another domain, or organization, allows nothing here', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  await addRequests(tenant, 'https://api.crm.example.com', 1)
  const { america } = tenant.organization
  await addEndpoint(tenant, 'api.crm.example.com', america.id)
  await addEndpoint(other, 'api.crm.example.com')
  assert.equal((await count(tenant)).requests, 1)
})
