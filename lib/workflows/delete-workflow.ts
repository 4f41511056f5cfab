import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record } from '#lib/changelog/record.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { holdWorkflow } from './hold-workflow.ts'
import type { DeleteWorkflowInput } from './schema.ts'

/**
 * Deletes a workflow with its steps, runs and what is kept of them, for good; runs that are under way end before their next
 * request. The log and the records of its sends stay. Throws `not_found` and `stale_version`.
 */
export async function deleteWorkflow(
  scope: Scope<'workflow:edit'>,
  { id, rowVersion }: DeleteWorkflowInput,
): Promise<{ name: string }> {
  await shareReferences(scope)
  const old = await holdWorkflow(scope, id)
  assertCurrent(scope, old, rowVersion, 'workflow')
  await dropReferences(scope, { kind: 'workflow_step', ids: old.steps.map((step) => step.id) })
  await dropReferences(scope, { kind: 'workflow', ids: [id] })
  await scope.tx.workflow.delete({ where: { organizationId_id: { organizationId: old.organizationId, id } } })
  record(scope, {
    action: 'workflow.deleted',
    subject: { kind: 'workflow', id, name: old.name },
    details: { isDeleted: true },
  })
  return { name: old.name }
}
