import type { ErrorCode } from '#lib/core/errors.ts'
import { errorsOf } from './common-errors.ts'
import type { ComponentSchemas, JsonSchema } from './component-schemas.ts'
import { exampleOf } from './example-of.ts'
import type { Operation } from './operation.ts'
import { problemStatusOf, titleOf } from './problem.ts'

type Content = Record<string, { schema: JsonSchema; example?: unknown }>
export type Responses = Record<
  string,
  { description: string; headers?: Record<string, { $ref: string }>; content?: Content }
>

const text = (description: string, more: object = {}) => ({ description, schema: { type: 'string', ...more } })

/** Headers of answers. RFC 9110, 8.8.3 and 10.2; draft-ietf-httpapi-ratelimit-headers-10. */
export const answerHeaders = {
  ETag: text('What If-Match of a change takes. It is left out where none takes it.', { examples: ['"3"'] }),
  Location: text('Where what was made is.', { examples: ['/api/v1/secrets/0199c1a2-7f3e-7b54-9c1d-2a6b8e4f0d31'] }),
  RateLimit: text('What is left of the token’s quota, and in how many seconds it is whole again.', {
    examples: ['"token";r=598;t=41'],
  }),
  'RateLimit-Policy': text('The token’s quota: so many requests in so many seconds.', {
    examples: ['"token";q=600;w=60'],
  }),
  'Idempotency-Replayed': text('true: this was answered before to the same request with the same Idempotency-Key.', {
    enum: ['true'],
  }),
  'Retry-After': text('In how many seconds to try again.', { pattern: '^[0-9]+$', examples: ['30'] }),
  'WWW-Authenticate': text('How to authenticate. RFC 6750.', { examples: ['Bearer realm="Postern"'] }),
}

/** RFC 9457. */
export const problemSchema: JsonSchema = {
  type: 'object',
  description:
    'Why a request was refused (RFC 9457). It quotes nothing of what was sent but the names of an operation’s fields and, of a request to send, those of its secrets, headers and parameters.',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Where the code is described.' },
    title: { type: 'string', description: 'The code in one sentence, always the same.' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What it is of this request.' },
    code: { type: 'string', description: 'By what a program tells refusals apart.' },
    errors: {
      type: 'array',
      description: 'Which fields, and why.',
      items: {
        type: 'object',
        properties: {
          field: {
            type: 'string',
            description:
              'Its place: request.headers. A * stands for a name of your own; of a request to send, headers and parameters have theirs: request.headers.X-Api-Key.',
          },
          detail: { type: 'string' },
        },
        required: ['field', 'detail'],
        additionalProperties: false,
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
  additionalProperties: false,
}

/** Everything that an operation answers, by status: a status that is not here is never answered. */
export function responsesOf(operation: Operation, schemas: ComponentSchemas): Responses {
  const responses: Responses = { [operation.answer.status]: answered(operation, schemas) }
  const byStatus = new Map<number, (ErrorCode | 'internal')[]>()
  for (const code of [...errorsOf(operation), 'internal' as const]) {
    const status = problemStatusOf(code)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  for (const [status, codes] of byStatus) responses[status] = refused(status, codes)
  return responses
}

const headersOf = (...names: (keyof typeof answerHeaders)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

function answered({ answer, method }: Operation, schemas: ComponentSchemas): Responses[string] {
  const headers = headersOf(
    ...(answer.status === 204 ? [] : (['ETag'] as const)),
    ...(answer.status === 201 || answer.status === 202 ? (['Location'] as const) : []),
    ...(method === 'post' ? (['Idempotency-Replayed'] as const) : []),
    'RateLimit',
    'RateLimit-Policy',
  )
  if (answer.status === 204) return { description: answer.description, headers }
  const schema = schemas.schemaOf(answer.schema, 'output')
  const content: Content = { 'application/json': { schema, example: exampleOf(schema, schemas.all) } }
  if (answer.other) content[answer.other] = { schema: { type: 'string', description: 'One JSON object a line.' } }
  return { description: answer.description, headers, content }
}

function refused(status: number, codes: (ErrorCode | 'internal')[]): Responses[string] {
  const names = [
    ...(status === 401 ? (['WWW-Authenticate'] as const) : (['RateLimit', 'RateLimit-Policy'] as const)),
    ...(status === 429 || codes.includes('request_in_progress') ? (['Retry-After'] as const) : []),
  ]
  const [code = 'internal'] = codes
  const example = { type: `/api/v1#${code}`, title: titleOf(code), status, detail: titleOf(code), code }
  return {
    description: codes.map((each) => `${each}: ${titleOf(each)}`).join(' '),
    headers: headersOf(...names),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes } } },
          ],
        },
        example,
      },
    },
  }
}
