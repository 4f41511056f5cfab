import { z } from '#lib/core/zod.ts'
import { getIntegration } from '#lib/integrations/read-integrations.ts'
import { defineOperation } from '../operation.ts'
import { integrationOf, integrationOut } from './integration-out.ts'
import { placeOfRow } from './place-of-row.ts'
import { rowId } from './schema.ts'

export const getIntegrationOperation = defineOperation({
  id: 'getIntegration',
  method: 'get',
  path: '/integrations/{id}',
  tag: 'Requests',
  summary: 'Get an integration with its requests',
  scope: 'requests:send',
  kind: 'read',
  permission: 'integration:list',
  errors: [],
  place: placeOfRow('integration'),
  params: rowId,
  query: z.strictObject({}),
  body: null,
  answer: { status: 200, schema: integrationOut, description: 'The integration.' },
  run: async (permit, { params: { id } }) => {
    const { requests, ...integration } = await getIntegration(permit, id)
    // Without an ETag: no operation takes the integration's own, and a run takes that of a request.
    return { data: integrationOf(integration, requests) }
  },
})
