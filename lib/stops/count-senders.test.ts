import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { countSenders } from './count-senders.ts'

after(disconnect)

test('counts what a stop would keep from sending: of one domain, or of all that are not archived', async () => {
  const tenant = await makeTenant()
  const { slug, america } = tenant.organization
  for (const [domain, requests] of [
    ['europe', 0],
    ['europe', 2],
    ['america', 1],
  ] as const) {
    const place = { organization: slug, domain }
    const permit = await tenant.permit('integration:edit', 'owner', domain)
    const { id: integrationId } = await runChange(permit, (scope) =>
      createIntegration(scope, { ...place, name: `CRM ${requests}`, baseUrl: 'https://api.crm.example.com' }),
    )
    for (let index = 0; index < requests; index++) {
      const what = { name: `Request ${index}`, method: 'GET' as const, path: '/', headers: [], query: [] }
      const how = { bodyType: 'none' as const, body: '', followRedirects: false, retries: 0 }
      await runChange(permit, (scope) => createIntegrationRequest(scope, { ...place, integrationId, ...what, ...how }))
    }
  }
  const everywhere = await tenant.organizationPermit('sends:stop')
  assert.deepEqual(await countSenders(await tenant.permit('sends:stop')), { integrations: 1, requests: 2 })
  assert.deepEqual(await countSenders(everywhere), { integrations: 2, requests: 3 })
  await db().domain.updateMany({ where: { id: america.id }, data: { archivedAt: new Date() } })
  assert.deepEqual(await countSenders(everywhere), { integrations: 1, requests: 2 })
})
