import { z } from '#lib/core/zod.ts'
import { listWorkflows } from '#lib/workflows/read-workflows.ts'
import { runStates } from '#lib/workflows/schema.ts'
import { defineOperation } from '../operation.ts'
import { placeOfDomainQuery } from './place-of-domain.ts'
import { domainInQuery, pageOfList, searchText } from './schema.ts'

const workflow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    isDisabled: z.boolean().describe('It does not run.'),
    stepCount: z.int(),
    lastRun: z.object({ id: z.uuid(), state: z.enum(runStates), startedAt: z.iso.datetime() }).nullable(),
    rowVersion: z.int().describe('For the If-Match of a run.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Workflow' })

export const listWorkflowsOperation = defineOperation({
  id: 'listWorkflows',
  method: 'get',
  path: '/workflows',
  tag: 'Requests',
  summary: 'List workflows',
  description: 'Of a domain, last changed first.',
  scope: 'requests:send',
  kind: 'read',
  permission: 'workflow:list',
  errors: [],
  place: placeOfDomainQuery,
  params: z.strictObject({}),
  query: z.strictObject({
    domain: domainInQuery,
    q: searchText.describe('What stands in the name or the description.'),
    ...pageOfList,
  }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(workflow), nextCursor: z.string().nullable() }),
    description: 'A page of workflows.',
  },
  run: async (permit, { query: { q, cursor, limit } }) => ({
    data: await listWorkflows(permit, { q, cursor, take: limit }),
  }),
})
