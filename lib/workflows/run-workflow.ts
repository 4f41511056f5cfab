import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { beginRun } from './begin-run.ts'
import { detachRun } from './detach-run.ts'
import { loadWorkflow } from './loaded-workflow.ts'
import { eventProblem } from './read-event.ts'
import { takeRunSlot } from './run-slots.ts'
import type { RunStarted, RunWorkflowInput } from './schema.ts'

/** `rowVersion`: what whoever runs it has seen; null: whatever is saved now. */
export type WorkflowToRun = Pick<RunWorkflowInput, 'id' | 'event'> & { rowVersion: number | null }

/**
 * Starts a run by hand, or for a program, and answers its id at once; it goes on by itself. Throws `not_found`, `workflow_disabled`, `invalid`
 * for an event that is none, `rate_limited`, and `stale_version` if what is saved is no longer what the page shows.
 */
export async function runWorkflow(permit: Permit<'workflow:run'>, input: WorkflowToRun): Promise<RunStarted> {
  const problem = input.event.trim() === '' ? null : eventProblem(input.event)
  if (problem) throw new PosternError('invalid', undefined, { fields: { event: problem } })
  const workflow = await loadWorkflow(permit, input.id)
  if (!workflow) throw new PosternError('not_found')
  if (workflow.isDisabled)
    throw new PosternError('workflow_disabled', `Nothing was sent. ${workflow.name} is disabled. Enable it to run it.`)
  if (input.rowVersion !== null && workflow.rowVersion !== input.rowVersion) throw changed()
  const giveBack = takeRunSlot(permit, workflow.id)
  let runId: string | null = null
  try {
    const event = input.event.trim() === '' ? null : input.event
    runId = await beginRun(permit, workflow, { trigger: 'hand', event, messageId: null })
    if (runId === null) throw changed()
    const key = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId: workflow.id, runId }
    detachRun({ permit, key, workflow, event }, giveBack)
    return { id: runId }
  } finally {
    if (runId === null) giveBack()
  }
}

const changed = () =>
  new PosternError(
    'stale_version',
    'Nothing was sent. Somebody changed this workflow while you had it open. Load it again to run what is saved now.',
  )
