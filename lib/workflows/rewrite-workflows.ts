import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { HeldWorkflow } from './hold-workflow.ts'
import { savedWorkflow } from './saved-workflow.ts'
import { type SavedWorkflow, workflowDetails } from './workflow-details.ts'

type Rewrite = (row: HeldWorkflow, saved: SavedWorkflow) => Promise<SavedWorkflow>

/** Lets workflows name a secret by its new name, each with its log entry: `rewrite` stores what of one changes. */
export async function rewriteWorkflows(
  scope: Scope<'secret:rename'>,
  workflowIds: string[],
  { from }: { from: string },
  rewrite: Rewrite,
): Promise<void> {
  const ids = [...new Set(workflowIds)]
  const { tx, organization, actor } = scope
  await tx.$queryRaw`
    SELECT 1 FROM "Workflow" WHERE "organizationId" = ${organization.id}::uuid AND "id" = ANY(${ids}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const rows = await tx.workflow.findMany({
    where: { organizationId: organization.id, id: { in: ids } },
    include: { steps: { orderBy: { position: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  for (const row of rows) {
    const before = savedWorkflow(row)
    const saved = await rewrite(row, before)
    await tx.workflow.update({
      where: { organizationId_id: { organizationId: organization.id, id: row.id } },
      data: {
        rowVersion: row.rowVersion + 1,
        updatedAt: clock.now(),
        updatedById: actor.id ?? organization.id,
        updatedByName: actor.name,
      },
    })
    record(scope, {
      action: 'workflow.edited',
      subject: { kind: 'workflow', id: row.id, name: row.name },
      domainId: row.domainId,
      details: { ...workflowDetails(before, saved), note: `${from} was renamed` },
    })
  }
}
