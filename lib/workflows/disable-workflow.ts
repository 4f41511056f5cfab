import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { holdWorkflow } from './hold-workflow.ts'
import type { DisableWorkflowInput, WorkflowChanged } from './schema.ts'

/**
 * A disabled workflow runs neither by hand nor by its webhook, and runs that are under way end before their next request;
 * or it is enabled again. Asks for no version: stopping must not wait for a page to be loaded again. Throws `not_found`.
 */
export async function disableWorkflow(
  scope: Scope<'workflow:edit'>,
  { id, isDisabled }: DisableWorkflowInput,
): Promise<WorkflowChanged> {
  const old = await holdWorkflow(scope, id)
  if (!old) throw new PosternError('not_found')
  if ((old.disabledAt !== null) === isDisabled) {
    recordNothing(scope)
    return { id, rowVersion: old.rowVersion }
  }
  const now = clock.now()
  const rowVersion = old.rowVersion + 1
  await scope.tx.workflow.update({
    where: { organizationId_id: { organizationId: old.organizationId, id } },
    data: {
      disabledAt: isDisabled ? now : null,
      rowVersion,
      updatedAt: now,
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  record(scope, {
    action: isDisabled ? 'workflow.disabled' : 'workflow.enabled',
    subject: { kind: 'workflow', id, name: old.name },
  })
  return { id, rowVersion }
}
