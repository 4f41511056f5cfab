import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { holdWorkflow } from './hold-workflow.ts'
import type { RenewHookInput, WorkflowChanged } from './schema.ts'

/** Gives an inbound webhook another address; the old one answers no more. Throws `not_found`, `stale_version`, `wrong_state`. */
export async function renewHook(
  scope: Scope<'workflow:edit'>,
  { id, rowVersion: seen }: RenewHookInput,
): Promise<WorkflowChanged> {
  const old = await holdWorkflow(scope, id)
  assertCurrent(scope, old, seen, 'workflow')
  if (old.hookId === null)
    throw new PosternError(
      'wrong_state',
      'Nothing was changed. This workflow has no inbound webhook: turn it on first.',
    )
  const rowVersion = old.rowVersion + 1
  await scope.tx.workflow.update({
    where: { organizationId_id: { organizationId: old.organizationId, id } },
    data: {
      hookId: randomUUID(),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? scope.organization.id,
      updatedByName: scope.actor.name,
    },
  })
  record(scope, {
    action: 'workflow.hook_renewed',
    subject: { kind: 'workflow', id, name: old.name },
  })
  return { id, rowVersion }
}
