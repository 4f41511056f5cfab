import { timeCursorShape } from '#lib/core/time-cursor.ts'
import { z } from '#lib/core/zod.ts'
import { methods } from '#lib/integrations/schema.ts'

const mostLines = 100
export const mostBodyBytes = 256 * 1024

const mostValueBytes = 16 * 1024
const value = z
  .string()
  .max(mostValueBytes, 'At most 16 KiB.')
  .refine((text) => Buffer.byteLength(text) <= mostValueBytes, 'At most 16 KiB.')
const name = z.string().max(1024, 'At most 1,024 characters.')

const isByName = (given: unknown) =>
  typeof given === 'object' &&
  given !== null &&
  !Array.isArray(given) &&
  Object.keys(given).length <= mostLines &&
  Object.entries(given).every(
    ([name, text]) => name.length <= 1024 && typeof text === 'string' && Buffer.byteLength(text) <= mostValueBytes,
  )

/** Not a record, which would drop a header named __proto__ and send another request than was given. */
const byName = z
  .unknown()
  .refine(isByName)
  .meta({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: mostValueBytes },
    maxProperties: mostLines,
  }) as unknown as z.ZodType<Record<string, string>>

const pairs = z.union([byName, z.array(z.strictObject({ name, value })).max(mostLines)], {
  error: `This is an object of names and texts, or a list of {"name": …, "value": …}: at most ${mostLines}, each of at most 16 KiB.`,
})

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.enum(['bearer', 'basic']), value }),
  z.strictObject({ type: z.enum(['header', 'query']), name, value }),
])

const isBody = (body: unknown) => body === null || typeof body === 'string' || typeof body === 'object'

/** A request as a program gives it. What its texts may hold is judged by given-request.ts. */
export const givenRequest = z
  .strictObject({
    method: z.enum(methods),
    url: z
      .string()
      .max(4096, 'At most 4,096 characters.')
      .describe(
        'https://host[:port]/path?query. References may stand in the path and in the values of the query, not before.',
      ),
    headers: pairs.optional().describe('By name, or as a list where a name stands there twice. One secret a value.'),
    query: pairs.optional().describe('Plain text: encoded when it is sent. Added to what the URL has.'),
    body: z
      .unknown()
      .refine(isBody, { error: 'A body is text, a JSON object, a list, or null.' })
      .optional()
      .meta({
        type: ['string', 'object', 'array', 'null'],
        description:
          'Text is sent as it is; the header Content-Type says how values are put in: JSON, form, XML, HTML, or else text. An object or a list is sent as JSON, as JSON.stringify writes it: send text to keep your numbers. At most 256 KiB.',
      }),
    auth: auth.optional().describe('How the request authenticates: its value is text with a reference.'),
    followRedirects: z.boolean().optional().describe('False, unless said otherwise. Each hop is judged afresh.'),
  })
  .meta({ id: 'GivenRequest' })
export type GivenRequest = z.infer<typeof givenRequest>
export type GivenPairs = z.infer<typeof pairs>

/** The answer of an upstream, as it may be shown. */
export const sendAnswer = z
  .object({
    status: z.int().describe('Of the upstream’s answer, whatever it is.'),
    headers: z
      .record(z.string(), z.union([z.string(), z.array(z.string())]))
      .describe('By name in lower case, several of one name joined with a comma; set-cookie is a list.'),
    body: z.string().describe('As text, with dots where a value stood, at most 64 KiB.'),
    bodyTruncated: z.boolean(),
    durationMs: z.int(),
    redactions: z.int().describe('In how many places of the answer something was replaced.'),
    usageId: z.uuid().nullable().describe('Of the record of who sent which secrets; null: none was to be sent.'),
  })
  .meta({ id: 'SentAnswer' })

export const domainInQuery = z
  .string()
  .optional()
  .describe('The domain’s slug. A token of one domain need not name it.')
export const searchText = z.string().max(100, 'At most 100 characters.').optional()

export const rowId = z.strictObject({ id: z.uuid() })

/** JSON, or the text of it. */
export const jsonValue = z
  .unknown()
  .refine((given) => typeof given === 'string' || (typeof given === 'object' && given !== null), {
    error: 'This is a JSON object, or the text of one.',
  })
  .meta({ type: ['string', 'object', 'array'] })

/** The page of a list by when something was changed last. */
export const pageOfList = {
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most.'),
  cursor: z
    .string()
    .regex(timeCursorShape, { error: 'This is no cursor of this list. Begin without one.' })
    .optional()
    .describe('The nextCursor of the page before.'),
}
