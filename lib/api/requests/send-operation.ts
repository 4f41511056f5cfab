import { z } from '#lib/core/zod.ts'
import { defineOperation } from '../operation.ts'
import { answerOfExchange } from './answer-of-exchange.ts'
import { readGiven } from './given-request.ts'
import { placeOfDomainBody } from './place-of-domain.ts'
import { givenRequest, sendAnswer } from './schema.ts'
import { sendErrors } from './send-errors.ts'
import { sendGiven } from './send-given.ts'

export const sendOperation = defineOperation({
  id: 'send',
  method: 'post',
  path: '/send',
  tag: 'Requests',
  summary: 'Send a request that uses secrets',
  description:
    'References, like {secrets.name}, are read in the texts of the request and stand for values, as in a saved request; values are put in when it is sent, and what is answered is redacted. A token without secrets:write sends a secret that has no allowed domains only to hosts that somebody has approved for it. 240 sends a minute, where each KiB of text counts as one.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'request:send',
  errors: sendErrors,
  place: placeOfDomainBody,
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z
    .strictObject({
      domain: z.string().optional().describe('The domain’s slug. A token of one domain need not name it.'),
      request: givenRequest,
    })
    .meta({
      examples: [
        {
          domain: 'europe',
          request: {
            method: 'POST',
            url: 'https://api.example.com/v1/contacts',
            auth: { type: 'bearer', value: '{secrets.crm}' },
            body: { email: 'ines@acme.example' },
          },
        },
      ],
    }),
  answer: { status: 200, schema: sendAnswer, description: 'What the upstream answered, redacted.' },
  run: async (permit, { body }) => {
    const { stored, fieldOf } = readGiven(body.request)
    return { data: answerOfExchange(await sendGiven(permit, stored), fieldOf) }
  },
})
