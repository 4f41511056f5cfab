import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { lesserReach, reachOf } from '#lib/access/reach.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { copyName } from '#lib/integrations/copy-name.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { addReferences } from '#lib/usages/add-references.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { holdWorkflow } from './hold-workflow.ts'
import { savedWorkflow } from './saved-workflow.ts'
import type { DuplicateWorkflowInput, WorkflowChanged } from './schema.ts'
import { requestOfStep } from './stored-step.ts'
import { workflowDetails } from './workflow-details.ts'

/**
 * Copies a workflow with its steps, without its webhook and its runs. Its hosts and references are of the lesser of whoever
 * copies it and who aimed the original: nobody aims by copying what they have not looked at. Of a disabled
 * one the copy is disabled. Throws `not_found`.
 */
export async function duplicateWorkflow(
  scope: Scope<'workflow:edit'>,
  { id }: DuplicateWorkflowInput,
): Promise<WorkflowChanged> {
  await shareReferences(scope)
  const old = await holdWorkflow(scope, id)
  if (!old) throw new PosternError('not_found')
  const { organizationId, domainId } = old
  const by = { id: scope.actor.id ?? organizationId, name: scope.actor.name }
  const now = clock.now()
  const reach = reachOf(scope.actor)
  const before = savedWorkflow(old)
  const copyId = randomUUID()
  const saved = {
    ...before,
    name: copyName(old.name),
    hook: null,
    steps: before.steps.map((step) => ({ ...step, id: randomUUID() })),
  }
  await scope.tx.workflow.create({
    data: {
      organizationId,
      id: copyId,
      domainId,
      name: saved.name,
      description: saved.description,
      keepRunsDays: saved.keepRunsDays,
      disabledAt: old.disabledAt,
      createdAt: now,
      createdById: by.id,
      createdByName: by.name,
      updatedAt: now,
      updatedById: by.id,
      updatedByName: by.name,
    },
  })
  await scope.tx.workflowStep.createMany({
    data: saved.steps.map((step, index) => ({
      ...step,
      organizationId,
      domainId,
      workflowId: copyId,
      position: index + 1,
      hostSetBy: lesserReach(reach, old.steps[index]?.hostSetBy ?? 'none'),
    })),
  })
  await addReferences(
    scope,
    saved.steps.map((step, index) => ({
      kind: 'workflow_step',
      id: step.id,
      domainId,
      copyOf: old.steps[index]?.id ?? '',
      references: listReferences(requestOfStep(step)),
    })),
  )
  record(scope, {
    action: 'workflow.created',
    subject: { kind: 'workflow', id: copyId, name: saved.name },
    details: { ...workflowDetails(null, saved), note: `copy of ${old.name}` },
  })
  return { id: copyId, rowVersion: 1 }
}
