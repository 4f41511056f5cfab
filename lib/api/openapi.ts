import { type TokenScope, tokenScopes } from '#lib/access/permissions.ts'
import { scopeSentences } from '#lib/tokens/schema.ts'
import { ComponentSchemas, type JsonSchema } from './component-schemas.ts'
import { exampleOf } from './example-of.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { answerHeaders, problemSchema, type Responses, responsesOf } from './responses-of.ts'

type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}

export type DescribedOperation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: { token: TokenScope[] }[]
  parameters: Parameter[]
  requestBody?: { required: true; content: { 'application/json': { schema: JsonSchema; example: unknown } } }
  responses: Responses
}

export type OpenApi = {
  openapi: '3.1.0'
  paths: Record<string, Partial<Record<Operation['method'], DescribedOperation>>>
  components: { schemas: Record<string, JsonSchema>; headers: object; securitySchemes: object }
} & Record<string, unknown>

const description = `Secrets are stored once and are write-only: no operation answers a value. Requests name them, and Postern
puts the value in at the moment of use, only towards hosts that the secret allows.`

/** The whole API as OpenAPI 3.1, from the schemas that judge its requests and shape its answers. */
export function openApi(of: readonly Operation[] = operations): OpenApi {
  const schemas = new ComponentSchemas()
  schemas.all.Problem = problemSchema
  const paths: OpenApi['paths'] = {}
  for (const operation of of) {
    const address = paths[operation.path] ?? {}
    paths[operation.path] = address
    address[operation.method] = described(operation, schemas)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Postern REST API', version: '1', description: description.replaceAll('\n', ' ') },
    servers: [{ url: '/api/v1', description: 'This installation' }],
    tags: [...new Set(of.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.all,
      headers: answerHeaders,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'pst_ and 38 characters of 0-9A-Za-z, the last six a checksum',
          description: `An API token. Its scopes: ${tokenScopes.map((scope) => `${scope} (${scopeSentences[scope]})`).join(' ')}`,
        },
      },
    },
  }
}

function described(operation: Operation, schemas: ComponentSchemas): DescribedOperation {
  const { id, tag, summary, description, scope, body } = operation
  const given = body && schemas.schemaOf(body, 'input')
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: [{ token: [scope] }],
    parameters: parametersOf(operation, schemas),
    ...(given && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: given, example: exampleOf(given, schemas.all) } },
      },
    }),
    responses: responsesOf(operation, schemas),
  }
}

function parametersOf(operation: Operation, schemas: ComponentSchemas): Parameter[] {
  const of = (part: 'path' | 'query'): Parameter[] => {
    const schema = schemas.schemaOf(part === 'path' ? operation.params : operation.query, 'input')
    return Object.entries(schema.properties ?? {}).map(([name, { description, ...rest }]) => ({
      name,
      in: part,
      required: part === 'path' || (schema.required ?? []).includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
    }))
  }
  const header = (name: string, required: boolean, description: string, pattern: string): Parameter => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string', pattern },
  })
  return [
    ...of('path'),
    ...of('query'),
    ...(operation.needsIfMatch || operation.takesIfMatch
      ? [
          header(
            'If-Match',
            operation.needsIfMatch === true,
            'The ETag of what is changed, as it was answered: "3".',
            '^"[1-9][0-9]{0,8}"$',
          ),
        ]
      : []),
    ...(operation.method === 'post'
      ? [
          header(
            'Idempotency-Key',
            false,
            'Any text of your own: the same request with it is done once, and answered the same for 24 hours.',
            '^[!-~]{1,255}$',
          ),
        ]
      : []),
  ]
}
