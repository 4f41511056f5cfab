import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { assertCurrent } from '#lib/changelog/assert-current.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { assertNoCredentials } from '#lib/secrets/notice-credentials.ts'
import { shareReferences } from '#lib/usages/hold-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import { assertWorkflow } from './assert-workflow.ts'
import { holdWorkflow } from './hold-workflow.ts'
import { hookReferences } from './hook-references.ts'
import { plainTextsOfWorkflow } from './plain-texts.ts'
import { replaceSteps } from './replace-steps.ts'
import { savedWorkflow } from './saved-workflow.ts'
import type { CreateWorkflowInput, UpdateWorkflowInput, WorkflowChanged } from './schema.ts'
import { textOfStep } from './stored-step.ts'
import { type SavedWorkflow, workflowDetails } from './workflow-details.ts'

/** Stores a new workflow with its steps. Throws `invalid`, with the sentence of each field, and `credential_noticed`. */
export async function createWorkflow(
  scope: Scope<'workflow:edit'>,
  input: CreateWorkflowInput,
): Promise<WorkflowChanged> {
  await shareReferences(scope)
  assertWorkflow(input)
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  const now = clock.now()
  const saved = savedOf(input, () => randomUUID())
  await assertNoCredentials(scope, plainTextsOfWorkflow(saved, null), input.keepsPlainText)
  const id = randomUUID()
  await scope.tx.workflow.create({
    data: {
      organizationId: scope.organization.id,
      id,
      domainId: scope.domainId,
      ...columnsOf(saved, null),
      createdAt: now,
      createdById: by.id,
      createdByName: by.name,
      updatedAt: now,
      updatedById: by.id,
      updatedByName: by.name,
    },
  })
  await keepReferences(scope, id, saved, [])
  record(scope, {
    action: 'workflow.created',
    subject: { kind: 'workflow', id, name: saved.name },
    details: workflowDetails(null, saved),
  })
  return { id, rowVersion: 1 }
}

/**
 * Changes a workflow whole. A step that keeps its id keeps who aimed it, where its host and references stay. Runs that are
 * under way end at a step that was changed. Throws `not_found`, `stale_version`, `credential_noticed`
 * and `invalid`, with the sentence of each field.
 */
export async function updateWorkflow(
  scope: Scope<'workflow:edit'>,
  input: UpdateWorkflowInput,
): Promise<WorkflowChanged> {
  await shareReferences(scope)
  const old = await holdWorkflow(scope, input.id)
  assertCurrent(scope, old, input.rowVersion, 'workflow')
  assertWorkflow(input)
  const known = new Set(old.steps.map((step) => step.id))
  const saved = savedOf(input, (id) => {
    if (id === null) return randomUUID()
    // Each id once: what was two steps would be one.
    if (!known.delete(id)) throw new PosternError('not_found')
    return id
  })
  const before = savedWorkflow(old)
  if (JSON.stringify(before) === JSON.stringify(saved)) {
    recordNothing(scope)
    return { id: old.id, rowVersion: old.rowVersion }
  }
  await assertNoCredentials(scope, plainTextsOfWorkflow(saved, before), input.keepsPlainText)
  const rowVersion = old.rowVersion + 1
  const { organizationId, id } = old
  await scope.tx.workflow.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      ...columnsOf(saved, old.hookId),
      rowVersion,
      updatedAt: clock.now(),
      updatedById: scope.actor.id ?? organizationId,
      updatedByName: scope.actor.name,
    },
  })
  await keepReferences(scope, id, saved, old.steps)
  record(scope, {
    action: 'workflow.edited',
    subject: { kind: 'workflow', id, name: saved.name },
    details: workflowDetails(before, saved),
  })
  return { id, rowVersion }
}

type OldSteps = Parameters<typeof replaceSteps>[2]

async function keepReferences(scope: Scope<'workflow:edit'>, id: string, saved: SavedWorkflow, old: OldSteps) {
  const consumer = { kind: 'workflow', id, domainId: scope.domainId } as const
  await replaceReferences(scope, consumer, hookReferences(saved.hook))
  await replaceSteps(scope, { workflowId: id, steps: saved.steps }, old)
}

function savedOf(input: CreateWorkflowInput, idOf: (id: string | null) => string): SavedWorkflow {
  const { name, description, keepRunsDays, hook, steps } = input
  return {
    name,
    description,
    keepRunsDays,
    hook: hook && { keyName: hook.keyName, keyPart: hook.keyPart },
    steps: steps.map((step) => ({
      id: idOf(step.id),
      ...textOfStep({ ...step, body: step.bodyType === 'none' ? '' : step.body }),
    })),
  }
}

/** An inbound webhook keeps its address; one that was off gets a new one, so that nobody knows it yet. */
function columnsOf({ name, description, keepRunsDays, hook }: SavedWorkflow, hookId: string | null) {
  return {
    name,
    description,
    keepRunsDays,
    hookId: hook && (hookId ?? randomUUID()),
    hookKeyName: hook?.keyName ?? '',
    hookKeyPart: hook?.keyPart ?? null,
  }
}
