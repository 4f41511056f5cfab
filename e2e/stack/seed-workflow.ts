import { runChange } from '#lib/changelog/run-change.ts'
import { aStep, workflowInput } from '#lib/testing/a-workflow.ts'
import type { Tenant } from '#lib/testing/make-tenant.ts'
import { endOfRun } from '#lib/workflows/detach-run.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'
import { createWorkflow } from '#lib/workflows/save-workflow.ts'

/** A workflow of a tenant that names no secret, and a run of it with an event, which failed because nothing may go there. */
export async function seedWorkflow(tenant: Tenant): Promise<{ workflowId: string; runId: string }> {
  const input = workflowInput(tenant, { steps: [aStep({ url: 'https://127.0.0.1:9/' })] })
  const { id, rowVersion } = await runChange(await tenant.permit('workflow:edit', 'owner'), (scope) =>
    createWorkflow(scope, input),
  )
  const permit = await tenant.permit('workflow:run', 'owner')
  const run = await runWorkflow(permit, { ...tenant.place, id, rowVersion, event: '{"station":"Hamburg"}' })
  await endOfRun(run.id)
  return { workflowId: id, runId: run.id }
}
