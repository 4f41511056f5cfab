import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { type Aimed, aimedRequest } from '#lib/testing/aimed-request.ts'
import type { TestRole } from '#lib/testing/make-tenant.ts'
import { countUrgent } from './count-urgent.ts'
import { readHealth } from './read-health.ts'

after(disconnect)

async function waitingFor({ tenant }: Aimed, role: TestRole, domainId?: string) {
  const permit = await tenant.organizationPermit('health:view', role)
  const { waiting } = await readHealth(permit, domainId)
  assert.equal(waiting.count, waiting.items.length)
  if (domainId === undefined) assert.equal(await countUrgent(permit), waiting.count)
  return waiting.items.map(({ secretName, host }) => `${secretName} ${host}`)
}

const setPolicy = ({ tenant }: Aimed, hostApprovalRequired: boolean) =>
  db().organization.update({ where: { id: tenant.organization.id }, data: { hostApprovalRequired } })

test('a host that waits is shown to those who may approve it, and counted as urgent', async () => {
  const aimed = await aimedRequest({ host: 'editor', reference: 'domain_admin' })
  assert.deepEqual(await waitingFor(aimed, 'owner'), [])
  await aimed.send('editor')
  const { europe, america } = aimed.tenant.organization
  for (const role of ['owner', 'org_admin', 'domain_admin'] as const)
    assert.deepEqual(await waitingFor(aimed, role), ['crm 127.0.0.1:8443'])
  assert.deepEqual(await waitingFor(aimed, 'other_domain_admin'), [])
  assert.deepEqual(await waitingFor(aimed, 'owner', europe.id), ['crm 127.0.0.1:8443'])
  assert.deepEqual(await waitingFor(aimed, 'owner', america.id), [])
  const { waiting } = await readHealth(await aimed.tenant.organizationPermit('health:view'))
  const [item] = waiting.items
  assert.deepEqual(item, {
    secretId: aimed.secretId,
    secretName: 'crm',
    domain: { slug: 'europe', name: 'Europe' },
    host: '127.0.0.1:8443',
    requestedAt: item?.requestedAt,
    requestedByName: 'Tom Abara',
    requestedFor: 'CRM · Sync',
    requestedIn: 'Europe',
  })
})

test('of a secret of the organization, to its admins alone', async () => {
  const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin', level: 'organization' })
  await aimed.send('domain_admin')
  assert.deepEqual(await waitingFor(aimed, 'org_admin'), ['crm 127.0.0.1:8443'])
  assert.deepEqual(await waitingFor(aimed, 'domain_admin'), [])
})

test('nothing waits once it is approved, the policy is off or the secret says itself where it may go', async () => {
  const aimed = await aimedRequest({ host: 'editor', reference: 'editor' })
  await aimed.send('editor')
  const one = ['crm 127.0.0.1:8443']
  await setPolicy(aimed, false)
  assert.deepEqual(await waitingFor(aimed, 'owner'), [])
  await setPolicy(aimed, true)
  assert.deepEqual(await waitingFor(aimed, 'owner'), one)
  const version = { organizationId: aimed.tenant.organization.id, secretId: aimed.secretId }
  await db().secretVersion.updateMany({ where: version, data: { allowedHosts: ['api.example.com'] } })
  assert.deepEqual(await waitingFor(aimed, 'owner'), [])
  await db().secretVersion.updateMany({ where: version, data: { allowedHosts: [] } })
  const approved = { approvedAt: new Date(), approvedById: aimed.secretId, approvedByName: 'Ines Okafor' }
  await db().hostApproval.updateMany({ where: version, data: approved })
  assert.deepEqual(await waitingFor(aimed, 'owner'), [])
})
