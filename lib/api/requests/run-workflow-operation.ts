import { z } from '#lib/core/zod.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'
import { mostEventBytes } from '#lib/workflows/schema.ts'
import { defineOperation } from '../operation.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { jsonText } from './json-text.ts'
import { placeOfRow } from './place-of-row.ts'
import { jsonValue, rowId } from './schema.ts'

export const runWorkflowOperation = defineOperation({
  id: 'runWorkflow',
  method: 'post',
  path: '/workflows/{id}/run',
  tag: 'Requests',
  summary: 'Start a run of a workflow',
  description:
    'Answers as soon as the run has begun; Location says where to follow it. Its steps share the sends that the token may make in a minute, and wait for their turn. Four runs of a token, four of a workflow and eight of a domain may be under way.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'workflow:run',
  takesIfMatch: true,
  errors: ['workflow_disabled', 'stale_version'],
  place: placeOfRow('workflow'),
  params: rowId,
  query: z.strictObject({}),
  body: z
    .strictObject({
      event: jsonValue.optional().meta({
        description: `What {{event.…}} in its steps stands for: an object or a list, or the text of one, which keeps its numbers. At most ${mostEventBytes / 1024} KiB.`,
      }),
    })
    .meta({ examples: [{ event: { station: 'Hamburg' } }] }),
  answer: {
    status: 202,
    schema: z.object({ id: z.uuid().describe('Of the run.'), workflowId: z.uuid() }),
    description: 'The run that has begun.',
  },
  run: async (permit, { params: { id }, body: { event }, ifMatch }) => {
    await assertTokenHolds(permit)
    const run = await runWorkflow(permit, { id, event: jsonText(event), rowVersion: ifMatch || null })
    return { data: { id: run.id, workflowId: id }, location: `/workflows/${id}/runs/${run.id}` }
  },
})
