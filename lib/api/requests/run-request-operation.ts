import { z } from '#lib/core/zod.ts'
import { testIntegrationRequest } from '#lib/integrations/test-request.ts'
import { defineOperation } from '../operation.ts'
import { answerOfExchange } from './answer-of-exchange.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { keepAfterSending } from './keep-after-sending.ts'
import { placeOfRow } from './place-of-row.ts'
import { sendAnswer } from './schema.ts'
import { sendErrors } from './send-errors.ts'

export const runRequestOperation = defineOperation({
  id: 'runIntegrationRequest',
  method: 'post',
  path: '/integrations/{id}/requests/{requestId}/run',
  tag: 'Requests',
  summary: 'Send a saved request of an integration',
  description:
    'As it is saved now, or, with If-Match, only as long as its rowVersion is that one. 240 sends a minute, where each KiB of text counts as one.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'integration:test',
  takesIfMatch: true,
  errors: [...sendErrors, 'integration_disabled', 'stale_version'],
  place: placeOfRow('integration'),
  params: z.strictObject({ id: z.uuid(), requestId: z.uuid() }),
  query: z.strictObject({}),
  body: null,
  answer: { status: 200, schema: sendAnswer, description: 'What the upstream answered, redacted.' },
  run: async (permit, { params: { id, requestId }, ifMatch }) => {
    await assertTokenHolds(permit)
    const saved = { integrationId: id, id: requestId, rowVersion: ifMatch || null }
    return { data: answerOfExchange(await testIntegrationRequest(permit, saved).catch(keepAfterSending)) }
  },
})
