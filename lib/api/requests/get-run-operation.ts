import { z } from '#lib/core/zod.ts'
import { getRun } from '#lib/workflows/read-runs.ts'
import { runStates } from '#lib/workflows/schema.ts'
import { defineOperation } from '../operation.ts'
import { placeOfRow } from './place-of-row.ts'

const step = z.object({
  position: z.int(),
  name: z.string(),
  method: z.string(),
  host: z.string(),
  state: z
    .enum(['waiting', 'running', 'succeeded', 'failed', 'skipped', 'unknown'])
    .describe('unknown: it was cut off, and may have been received or not.'),
  startedAt: z.iso.datetime().nullable(),
  status: z.int().nullable(),
  code: z.string().nullable().describe('Why it failed.'),
  durationMs: z.int().nullable(),
  usageId: z.uuid().nullable(),
})

export const getRunOperation = defineOperation({
  id: 'getWorkflowRun',
  method: 'get',
  path: '/workflows/{id}/runs/{runId}',
  tag: 'Requests',
  summary: 'Get a run of a workflow',
  description: 'How far each of its steps has come. What was sent and answered is shown in the console.',
  scope: 'requests:send',
  kind: 'read',
  permission: 'workflow:list',
  errors: [],
  place: placeOfRow('workflow'),
  params: z.strictObject({ id: z.uuid(), runId: z.uuid() }),
  query: z.strictObject({}),
  body: null,
  answer: {
    status: 200,
    schema: z
      .object({
        id: z.uuid(),
        workflowId: z.uuid(),
        state: z.enum(runStates).describe('running, until it has ended.'),
        trigger: z.enum(['hand', 'webhook']).describe('hand: a person or a token has started it.'),
        startedBy: z.string(),
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime().nullable(),
        steps: z.array(step),
      })
      .meta({ id: 'WorkflowRun' }),
    description: 'The run.',
  },
  run: async (permit, { params: { id, runId } }) => {
    const { state, trigger, actorName, startedAt, endedAt, steps } = await getRun(permit, { workflowId: id, runId })
    return { data: { id: runId, workflowId: id, state, trigger, startedBy: actorName, startedAt, endedAt, steps } }
  },
})
