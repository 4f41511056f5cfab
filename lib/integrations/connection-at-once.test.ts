import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anIntegration, assertReferencesTrue, integrationsOf } from '#lib/testing/an-integration.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { deleteIntegration } from './delete-integration.ts'
import { deleteIntegrationRequest } from './delete-request.ts'
import { disableIntegration } from './disable-integration.ts'
import { duplicateIntegration } from './duplicate-integration.ts'
import { duplicateIntegrationRequest } from './duplicate-request.ts'
import { createIntegrationRequest } from './save-request.ts'

after(disconnect)

/** The organization's secret crm.key, which integrations of a tenant name. */
async function aRenamedSecret() {
  const tenant = await makeTenant()
  const place = { organization: tenant.organization.slug }
  const { id } = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(place, { name: 'crm.key', value: 'a value of some length' })),
  )
  let version = 1
  const rename = async (name: string) => {
    const permit = await tenant.organizationPermit('secret:rename')
    const input = { ...place, id, rowVersion: version, name }
    version = (await runChange(permit, (scope) => renameSecret(scope, input, consumers))).rowVersion
  }
  return { tenant, rename }
}

test('a rename reaches authentication and default headers, which stay of whoever put them there', async () => {
  const { tenant, rename } = await aRenamedSecret()
  const { update } = await anIntegration({ tenant })
  const headers = [{ name: 'X-Key', value: '{{ secret: CRM.key#part }} and \\{secrets.crm.key}' }]
  await update({ auth: { kind: 'basic', name: '', value: 'api:{secrets.crm.key}' }, headers })
  await rename('sales.key')
  const { integrations, references, log } = await integrationsOf(tenant)
  assert.equal(integrations[0]?.authValue, 'api:{secrets.sales.key}')
  assert.deepEqual(integrations[0]?.defaultHeaders, [
    { name: 'X-Key', value: '{{ secret: sales.key#part }} and \\{secrets.crm.key}' },
  ])
  assert.equal(integrations[0]?.rowVersion, 3)
  const ofConnection = references.filter(({ consumerKind }) => consumerKind === 'integration')
  assert.deepEqual(
    ofConnection.map(({ field, nameLower, setBy }) => [field, nameLower, setBy]),
    [
      ['auth', 'sales.key', 'domain'],
      ['header:X-Key', 'sales.key', 'domain'],
    ],
  )
  const edited = log.filter(({ action, outcome }) => action === 'integration.edited' && outcome === 'done').at(-1)
  assert.match(JSON.stringify(edited?.details), /"note":"crm.key was renamed"/)
  await assertReferencesTrue(tenant)
})

test('renames, edits, copies and deletions at once never leave a wrong "where used"', async () => {
  const { tenant, rename } = await aRenamedSecret()
  const place = tenant.place
  const made = [await anIntegration({ tenant }), await anIntegration({ tenant })] as const
  const [{ request: aRequest }] = made
  const names = ['sales.key', 'crm.key']
  let edits = 0
  for (let round = 0; round < 8; round++) {
    const { integrations, requests } = await integrationsOf(tenant)
    const some = <T>(rows: T[]) => rows[Math.floor(Math.random() * rows.length)]
    const permit = await tenant.permit('integration:edit', 'editor')
    const [integration, request] = [some(integrations), some(requests)]
    if (!integration || !request) break
    const { id, rowVersion } = integration
    const ofRequest = { ...place, integrationId: request.integrationId, id: request.id, rowVersion: request.rowVersion }
    const deletes =
      round % 2 === 0
        ? []
        : [
            runChange(permit, (scope) => deleteIntegrationRequest(scope, ofRequest)),
            runChange(permit, (scope) => deleteIntegration(scope, { ...place, id, rowVersion })),
          ]
    const results = await Promise.allSettled([
      rename(names[round % 2] ?? ''),
      ...made.map(({ id: own, update }) =>
        update({
          headers: [{ name: `X-${round}`, value: `{secrets.${names[edits++ % 2]}}` }],
          rowVersion: integrations.find((each) => each.id === own)?.rowVersion ?? 1,
        }),
      ),
      runChange(permit, (scope) => duplicateIntegration(scope, { ...place, id })),
      runChange(permit, (scope) => duplicateIntegrationRequest(scope, ofRequest)),
      runChange(permit, (scope) => disableIntegration(scope, { ...place, id, isDisabled: round % 3 === 0 })),
      runChange(permit, (scope) => createIntegrationRequest(scope, { ...aRequest, integrationId: id })),
      ...deletes,
    ])
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      const { reason } = result
      assert.ok(reason instanceof PosternError && ['stale_version', 'not_found'].includes(reason.code), String(reason))
    }
    await assertReferencesTrue(tenant)
  }
  const verdict = await verifyLog(tenant.organization.id)
  assert.equal(verdict.whole, true)
})
