// What tests of runs stand on, beside lib/testing/sends.ts: workflows of its tenant, their runs, and what was kept of them.
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { endOfRun } from '#lib/workflows/detach-run.ts'
import { getRun, getRunExchange } from '#lib/workflows/read-runs.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'
import { createWorkflow, updateWorkflow } from '#lib/workflows/save-workflow.ts'
import type { CreateWorkflowInput, WorkflowStepInput } from '#lib/workflows/schema.ts'
import type { Tenant, TestRole } from './make-tenant.ts'

/** A step that can be saved. */
export const aStep = (changes: Partial<WorkflowStepInput> = {}): WorkflowStepInput => ({
  id: null,
  name: 'login',
  method: 'POST',
  url: 'https://api.example.com/v1/login',
  headers: [],
  query: [],
  bodyType: 'none',
  body: '',
  followRedirects: false,
  retries: 0,
  goesOn: false,
  ...changes,
})

/** A workflow that can be saved in a tenant's domain europe. */
export const workflowInput = (tenant: Tenant, changes: Partial<CreateWorkflowInput> = {}): CreateWorkflowInput => ({
  ...tenant.place,
  name: 'Nightly sync',
  description: '',
  steps: [aStep()],
  hook: null,
  keepRunsDays: 30,
  keepsPlainText: false,
  ...changes,
})

/** Stores a workflow of these steps, as `role`. */
export async function makeWorkflow(
  tenant: Tenant,
  changes: Partial<CreateWorkflowInput> = {},
  role: TestRole = 'domain_admin',
) {
  const input = workflowInput(tenant, changes)
  const { id } = await runChange(await tenant.permit('workflow:edit', role), (scope) => createWorkflow(scope, input))
  const where = { organizationId_id: { organizationId: tenant.organization.id, id } }
  const row = () => db().workflow.findUniqueOrThrow({ where, include: { steps: { orderBy: { position: 'asc' } } } })
  return {
    id,
    input,
    row,
    /** Saves it again with other texts; steps that are not named stay. */
    save: async (over: Partial<CreateWorkflowInput>, by: TestRole = role) => {
      const { rowVersion, steps } = await row()
      const same = input.steps.map((step, index) => ({ ...step, id: steps[index]?.id ?? null }))
      const edit = { ...input, steps: same, ...over, id, rowVersion }
      return runChange(await tenant.permit('workflow:edit', by), (scope) => updateWorkflow(scope, edit))
    },
    /** Starts a run by hand. */
    start: async (event = '', by: TestRole = role) => {
      const { rowVersion } = await row()
      const { id: runId } = await runWorkflow(await tenant.permit('workflow:run', by), {
        ...tenant.place,
        id,
        rowVersion,
        event,
      })
      return { runId, end: () => endOfRun(runId) }
    },
    /** Runs it to its end. */
    run: async (event = '', by: TestRole = role) => {
      const { rowVersion } = await row()
      const permit = await tenant.permit('workflow:run', by)
      const { id: runId } = await runWorkflow(permit, { ...tenant.place, id, rowVersion, event })
      await endOfRun(runId)
      return getRun(await tenant.permit('workflow:list'), { workflowId: id, runId })
    },
    /** What a run came to. */
    details: async (runId: string) => getRun(await tenant.permit('workflow:list'), { workflowId: id, runId }),
    /** What is kept of a step. */
    exchange: async (runId: string, position = 1) => {
      const permit = await tenant.permit('workflow:list')
      return (await getRunExchange(permit, { workflowId: id, runId, position: String(position) })).exchange
    },
  }
}
