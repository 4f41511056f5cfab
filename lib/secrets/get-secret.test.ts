import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { createSecret } from './create-secret.ts'
import { getSecret } from './get-secret.ts'

after(disconnect)

test('who reaches one domain learns nothing of what a secret of the organization is used for in another', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe, slug } = tenant.organization
  const { id } = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, tokenInput({ organization: slug }, { name: 'shared', value: 'a-value-of-some-length' })),
  )
  const at = new Date()
  const actor = {
    actorKind: 'person',
    actorName: 'Lena',
    consumerKind: 'integration_request',
    consumerName: 'CRM sync',
  }
  const { id: usageId } = await db().usageRecord.create({
    data: {
      organizationId,
      domainId: europe.id,
      ...actor,
      at,
      consumerId: crypto.randomUUID(),
      host: 'crm.example.com',
      method: 'GET',
    },
  })
  await db().usageRecordSecret.create({ data: { organizationId, usageId, secretId: id, version: 1, at } })
  const seenBy = async (role: TestRole) => {
    const { lastUsed, usesPerDay } = await getSecret(await tenant.organizationPermit('secret:list', role), id, [])
    return [lastUsed?.host ?? null, usesPerDay.reduce((sum, { sent }) => sum + sent, 0)]
  }
  assert.deepEqual(await seenBy('org_admin'), ['crm.example.com', 1])
  assert.deepEqual(await seenBy('editor'), ['crm.example.com', 1])
  assert.deepEqual(await seenBy('other_domain_admin'), [null, 0])
})
