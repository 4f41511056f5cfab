import { z } from '#lib/core/zod.ts'
import { bodyTypes, type NamedSecret } from '#lib/integrations/schema.ts'
import { domainPlace } from '#lib/secrets/schema.ts'
import type { Exchange } from '#lib/sending/exchange.ts'

export const mostSteps = 50
export const mostEventBytes = 256 * 1024
export const mostEventLevels = 32

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'A name is plain text without control characters.')

const pairs = z
  .array(z.object({ name: z.string().max(1024), value: z.string().max(16 * 1024, 'At most 16,384 characters.') }))
  .max(100, 'At most 100 lines.')

/** By which later steps name its answer: {{steps.login.body#/token}}. */
export const stepName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(64, 'A name has at most 64 characters.')
  .regex(/^[A-Za-z0-9_-]+$/, 'A step’s name has only letters, numbers, hyphens and underscores.')

// What URL, method, headers, query and body may hold is judged by lib/workflows/check-steps.ts, in the form and on the
// server alike.
export const workflowStep = z.object({
  /** Of a step that is saved; null: a new one. Kept while it is changed: who put which reference into it is known by it. */
  id: z.uuid().nullable(),
  name: stepName,
  method: z.string().max(32),
  /** https://host[:port][/path], without a query; a path may hold references and macros. */
  url: z.string().max(4096, 'At most 4,096 characters.'),
  headers: pairs,
  query: pairs,
  bodyType: z.enum(bodyTypes),
  body: z.string().max(256 * 1024, 'A body has at most 262,144 characters.'),
  followRedirects: z.boolean(),
  retries: z.int().min(0).max(3, 'At most 3.'),
  /** Whether the run goes on after a failure of this step. */
  goesOn: z.boolean(),
})
export type WorkflowStepInput = z.infer<typeof workflowStep>
export type WorkflowStepDetails = WorkflowStepInput & { id: string }
/** What a step says and does, without who it is. */
export type StepText = Omit<WorkflowStepInput, 'id'>

export const workflowHookInput = z.object({
  /** The secret with which deliveries are signed, as it is named, and its part. */
  keyName: z.string().min(1, 'Choose the secret that signs.').max(128),
  keyPart: z.string().max(256).nullable(),
})

const workflowFields = {
  name,
  description: z
    .string()
    .trim()
    .max(500, 'At most 500 characters.')
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'The description has a character that cannot be stored.',
    ),
  steps: z.array(workflowStep).min(1, 'Add a step.').max(mostSteps, `At most ${mostSteps} steps.`),
  /** Null: it has no inbound webhook. */
  hook: workflowHookInput.nullable(),
  keepRunsDays: z.int().min(1, 'At least 1 day.').max(90, 'At most 90 days.'),
  /** What looks like a credential stays as it was typed: somebody was asked. */
  keepsPlainText: z.boolean().default(false),
}

export const createWorkflowInput = domainPlace.extend(workflowFields)
export type CreateWorkflowInput = z.infer<typeof createWorkflowInput>

export const updateWorkflowInput = createWorkflowInput.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type UpdateWorkflowInput = z.infer<typeof updateWorkflowInput>

export const duplicateWorkflowInput = domainPlace.extend({ id: z.uuid() })
export type DuplicateWorkflowInput = z.infer<typeof duplicateWorkflowInput>

export const disableWorkflowInput = domainPlace.extend({ id: z.uuid(), isDisabled: z.boolean() })
export type DisableWorkflowInput = z.infer<typeof disableWorkflowInput>

export const deleteWorkflowInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type DeleteWorkflowInput = z.infer<typeof deleteWorkflowInput>

/** A new address for the inbound webhook: the old one answers no more. */
export const renewHookInput = domainPlace.extend({ id: z.uuid(), rowVersion: z.int().positive() })
export type RenewHookInput = z.infer<typeof renewHookInput>

export const runWorkflowInput = domainPlace.extend({
  id: z.uuid(),
  /** What the page shows: a run of something else than what is shown would mislead. */
  rowVersion: z.int().positive(),
  /** JSON text of an object or an array; empty: none. */
  event: z.string().max(mostEventBytes, 'An event has at most 256 KiB.'),
})
export type RunWorkflowInput = z.infer<typeof runWorkflowInput>

export const cancelRunInput = domainPlace.extend({ workflowId: z.uuid(), id: z.uuid() })
export type CancelRunInput = z.infer<typeof cancelRunInput>

export type WorkflowChanged = { id: string; rowVersion: number }
export type RunStarted = { id: string }

export const runStates = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const
export type RunState = (typeof runStates)[number]
export const runStateLabels: Record<RunState, string> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}
/** `unknown`: the process ended while it was under way, so that it may have been received or not. */
export type RunStepState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'skipped' | 'unknown'

/** GET /api/console/{organization}/{domain}/workflows?q=&cursor= */
export type WorkflowListItem = {
  id: string
  name: string
  description: string
  isDisabled: boolean
  hasHook: boolean
  stepCount: number
  lastRun: { id: string; state: RunState; startedAt: string } | null
  rowVersion: number
  updatedAt: string
  updatedByName: string
}
export type WorkflowPage = { items: WorkflowListItem[]; nextCursor: string | null }

/** GET /api/console/{organization}/{domain}/workflows/{id} */
export type WorkflowDetails = {
  id: string
  name: string
  description: string
  isDisabled: boolean
  steps: WorkflowStepDetails[]
  /** `url`: where deliveries are posted to. */
  hook: { url: string; keyName: string; keyPart: string | null } | null
  keepRunsDays: number
  rowVersion: number
  updatedAt: string
  updatedByName: string
  /** Names that the saved texts refer to, lower case, with how they stand now; null: no secret of that name. */
  references: NamedSecret[]
}

/** GET /api/console/{organization}/{domain}/workflows/{id}/runs?state=&cursor= */
export type RunListItem = {
  id: string
  state: RunState
  trigger: 'hand' | 'webhook'
  actorName: string
  startedAt: string
  endedAt: string | null
  /** Steps that came to an end, and how many there are. */
  stepsDone: number
  stepCount: number
  /** The step that failed, and why. */
  failed: { name: string; status: number | null; code: string | null } | null
}
export type RunPage = { items: RunListItem[]; nextCursor: string | null }

/** GET /api/console/{organization}/{domain}/workflows/{id}/runs/{runId}: small, to be asked for again while it runs. */
export type RunDetails = Omit<RunListItem, 'stepsDone' | 'stepCount' | 'failed'> & {
  workflowName: string
  /** Somebody asked for its end: it ends before its next request. */
  isCancelling: boolean
  /** Of a delivery. */
  messageId: string | null
  /** Whether GET …/event has something to show. */
  hasEvent: boolean
  steps: RunStep[]
}

export type RunStep = {
  position: number
  stepId: string
  name: string
  method: string
  host: string
  state: RunStepState
  startedAt: string | null
  status: number | null
  code: string | null
  durationMs: number | null
  usageId: string | null
  /** Whether GET …/steps/{position} has something to show. */
  hasExchange: boolean
}

/** GET …/runs/{runId}/event: the JSON that came in, with what is named like a token masked. */
export type RunEvent = { event: string }

/** GET …/runs/{runId}/steps/{position}: as a test shows it, with what is named like a token masked too. */
export type RunExchange = { exchange: Exchange }
