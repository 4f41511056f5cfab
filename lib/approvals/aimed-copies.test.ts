import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { duplicateIntegration } from '#lib/integrations/duplicate-integration.ts'
import { duplicateIntegrationRequest } from '#lib/integrations/duplicate-request.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { duplicateTemplate } from '#lib/templates/duplicate-template.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { anIntegration } from '#lib/testing/an-integration.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { duplicateWorkflow } from '#lib/workflows/duplicate-workflow.ts'

after(disconnect)

/** By whose reach secrets are named in the domain, of everything together: each once. */
async function reaches({ organization }: Tenant) {
  const references = await db().referenceInUse.findMany({ where: { organizationId: organization.id } })
  return [...new Set(references.map(({ setBy }) => setBy))]
}

describe('an admin who copies what an Editor aimed approves nothing by it', () => {
  test('an integration and a request', async () => {
    const made = await anIntegration()
    const { tenant } = made
    const { id } = await made.create({}, 'editor')
    const request = { ...made.request, integrationId: id }
    const own = await runChange(await made.edit('editor'), (scope) => createIntegrationRequest(scope, request))
    await db().integration.delete({
      where: { organizationId_id: { organizationId: tenant.organization.id, id: made.id } },
    })
    await db().referenceInUse.deleteMany({ where: { consumerId: { in: [made.id, made.requestId] } } })
    const copy = await runChange(await made.edit('owner'), (scope) =>
      duplicateIntegration(scope, { ...tenant.place, id }),
    )
    await runChange(await made.edit('owner'), (scope) =>
      duplicateIntegrationRequest(scope, { ...tenant.place, integrationId: id, id: own.id }),
    )
    const where = { organizationId_id: { organizationId: tenant.organization.id, id: copy.id } }
    assert.equal((await db().integration.findUniqueOrThrow({ where })).hostSetBy, 'none')
    assert.deepEqual(await reaches(tenant), ['none'])
  })

  test('a template', async () => {
    const { tenant, id } = await aTemplate({ role: 'editor' })
    const copy = await runChange(await tenant.permit('template:edit', 'owner'), (scope) =>
      duplicateTemplate(scope, { ...tenant.place, id }),
    )
    const where = { organizationId_id: { organizationId: tenant.organization.id, id: copy.id } }
    assert.equal((await db().template.findUniqueOrThrow({ where })).targetSetBy, 'none')
    assert.deepEqual(await reaches(tenant), ['none'])
  })

  test('a workflow', async () => {
    const tenant = await makeTenant()
    const steps = [aStep({ headers: [{ name: 'X-Key', value: '{secret:crm}' }] })]
    const { id } = await makeWorkflow(tenant, { steps }, 'editor')
    await runChange(await tenant.permit('workflow:edit', 'owner'), (scope) =>
      duplicateWorkflow(scope, { ...tenant.place, id }),
    )
    const hosts = await db().workflowStep.findMany({ where: { organizationId: tenant.organization.id } })
    assert.deepEqual(
      hosts.map(({ hostSetBy }) => hostSetBy),
      ['none', 'none'],
    )
    assert.deepEqual(await reaches(tenant), ['none'])
  })
})
