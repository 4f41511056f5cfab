import { authorize } from '#lib/access/authorize.ts'
import { createEndpoint } from '#lib/allowlist/save-endpoint.ts'
import { createEndpointInput } from '#lib/allowlist/schema.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { createTemplate } from '#lib/templates/save-template.ts'
import { createTemplateInput } from '#lib/templates/schema.ts'
import { createVariable } from '#lib/variables/save-variable.ts'
import { createVariableInput } from '#lib/variables/schema.ts'
import { createWorkflow } from '#lib/workflows/save-workflow.ts'
import { createWorkflowInput } from '#lib/workflows/schema.ts'
import { madeBefore } from './made-before.ts'
import { demoOrigin } from './origin.ts'
import { type DemoPersonKey, organization } from './people.ts'
import { personOf } from './person-of.ts'
import { sampleEndpoint, sampleTemplate, sampleVariables, sampleWorkflow } from './sample-uses.ts'

const place = { organization: organization.slug, domain: 'europe' }

/** Makes the variables, the allowlist endpoint, the template and the workflow that were never made before. */
export async function makeUses(): Promise<void> {
  for (const variable of sampleVariables) {
    const permit = await may(variable.by, 'variable:edit')
    if (await madeBefore('variable.created', variable.name, permit.domainId)) continue
    await runChange(permit, (scope) => createVariable(scope, createVariableInput.parse({ ...place, ...variable })))
  }
  await makeEndpoint()
  await makeTemplate()
  await makeWorkflow()
}

async function makeEndpoint(): Promise<void> {
  const permit = await may(sampleEndpoint.by, 'allowlist:edit')
  if (await madeBefore('allowlist_endpoint.created', sampleEndpoint.name, permit.domainId)) return
  await runChange(permit, (scope) => createEndpoint(scope, createEndpointInput.parse({ ...place, ...sampleEndpoint })))
}

async function makeTemplate(): Promise<void> {
  const permit = await may(sampleTemplate.by, 'template:edit')
  if (await madeBefore('template.created', sampleTemplate.name, permit.domainId)) return
  const requestId = await madeBefore('integration_request.created', sampleTemplate.request, permit.domainId)
  const input = createTemplateInput.parse({ ...place, ...sampleTemplate, requestId })
  await runChange(permit, (scope) => createTemplate(scope, input))
}

async function makeWorkflow(): Promise<void> {
  const permit = await may(sampleWorkflow.by, 'workflow:edit')
  if (await madeBefore('workflow.created', sampleWorkflow.name, permit.domainId)) return
  await runChange(permit, (scope) => createWorkflow(scope, createWorkflowInput.parse({ ...place, ...sampleWorkflow })))
}

const may = async <P extends 'variable:edit' | 'allowlist:edit' | 'template:edit' | 'workflow:edit'>(
  by: DemoPersonKey,
  permission: P,
) => authorize(await personOf(by), permission, place, demoOrigin)
