'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createWorkflowAction,
  runWorkflowAction,
  updateWorkflowAction,
} from '#app/(console)/[organization]/[domain]/workflows/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretsKey } from '#components/secrets/secret-queries.ts'
import type { Result } from '#lib/core/result.ts'
import type { WorkflowChanged, WorkflowDetails } from '#lib/workflows/schema.ts'
import type { StepFields } from './step-form.ts'
import { hookOf, type WorkflowFields } from './workflow-form.ts'
import { workflowsKey } from './workflow-queries.ts'

type Typed = { fields: WorkflowFields; steps: (StepFields & { id: string | null })[]; keepsPlainText: boolean }

/** Saves and starts a workflow; `base` is what the page is based on, null for a new one. */
export function useWorkflowActions(base: WorkflowDetails | null) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const create = useAction(createWorkflowAction)
  const update = useAction(updateWorkflowAction)
  const starting = useAction(runWorkflowAction)

  const save = async ({ fields, steps, keepsPlainText }: Typed): Promise<Result<WorkflowChanged>> => {
    const { name, description, keepRunsDays } = fields
    const input = { ...place, name, description, keepRunsDays, hook: hookOf(fields), steps, keepsPlainText }
    const result = base
      ? await update.run({ ...input, id: base.id, rowVersion: base.rowVersion })
      : await create.run(input)
    // Where its secrets are used is another place now.
    if (result.ok) void queries.invalidateQueries({ queryKey: secretsKey(place) })
    return result
  }

  /** Starts a run of what is saved, and answers its id or why there is none. */
  const start = async (target: WorkflowChanged, event: string) => {
    const result = await starting.run({ ...place, id: target.id, rowVersion: target.rowVersion, event })
    if (result.ok) void queries.invalidateQueries({ queryKey: workflowsKey(place) })
    return result
  }

  return { save, start, isSaving: create.isBusy || update.isBusy, isStarting: starting.isBusy }
}
