import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { z } from '#lib/core/zod.ts'
import { sampleProblem } from '#lib/templates/schema.ts'
import { sendTemplate } from '#lib/templates/send-template.ts'
import { defineOperation } from '../operation.ts'
import { answerOfExchange } from './answer-of-exchange.ts'
import { assertTokenHolds } from './assert-token-holds.ts'
import { jsonText } from './json-text.ts'
import { keepAfterSending } from './keep-after-sending.ts'
import { placeOfRow } from './place-of-row.ts'
import { jsonValue, rowId, sendAnswer } from './schema.ts'
import { sendErrors } from './send-errors.ts'

const said = (macro: string) =>
  `What {{${macro}.…}} stands for: an object, or the text of one, which keeps its numbers. At most 16 KiB.`

export const sendTemplateOperation = defineOperation({
  id: 'sendTemplate',
  method: 'post',
  path: '/templates/{id}/send',
  tag: 'Requests',
  summary: 'Send a template',
  description:
    'Through its request, with an event and a recipient filled in: they are data, and no reference in them is read. 240 sends a minute, where each KiB of text counts as one.',
  scope: 'requests:send',
  kind: 'send',
  permission: 'template:send',
  takesIfMatch: true,
  errors: [...sendErrors, 'integration_disabled', 'stale_version'],
  place: placeOfRow('template'),
  params: rowId,
  query: z.strictObject({}),
  body: z
    .strictObject({
      event: jsonValue.optional().meta({ description: said('event') }),
      recipient: jsonValue.optional().meta({ description: said('recipient') }),
    })
    .meta({ examples: [{ event: { station: 'Hamburg' }, recipient: { phone: '+49 40 5550134' } }] }),
  answer: { status: 200, schema: sendAnswer, description: 'What the upstream answered, redacted.' },
  run: async (permit, { params: { id }, body, ifMatch }) => {
    const data = { event: jsonText(body.event ?? {}), recipient: jsonText(body.recipient ?? {}) }
    const fields: FieldErrors = {}
    for (const [field, text] of Object.entries(data)) {
      const problem = sampleProblem(text)
      if (problem) fields[field] = problem.replace('An example', 'It')
    }
    if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
    await assertTokenHolds(permit)
    const saved = { id, sample: null, ...data, rowVersion: ifMatch || null }
    return { data: answerOfExchange(await sendTemplate(permit, saved).catch(keepAfterSending)) }
  },
})
