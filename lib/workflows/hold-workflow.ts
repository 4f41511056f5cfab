import type { Scope } from '#lib/access/permit.ts'
import type { Workflow, WorkflowStep } from '#lib/db/generated/client.ts'

export type HeldWorkflow = Workflow & { steps: WorkflowStep[] }

/** A workflow of the scope's domain with its steps in order, which nobody else changes until the transaction ends; null: none. */
export async function holdWorkflow(scope: Scope<'workflow:edit'>, id: string): Promise<HeldWorkflow | null> {
  const where = { organizationId: scope.organization.id, domainId: scope.domainId, id }
  await scope.tx.$queryRaw`
    SELECT 1 FROM "Workflow" WHERE "organizationId" = ${where.organizationId}::uuid AND "id" = ${id}::uuid FOR UPDATE`
  return scope.tx.workflow.findFirst({ where, include: { steps: { orderBy: { position: 'asc' } } } })
}
