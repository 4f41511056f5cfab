import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ApiAnswer, ApiClient } from './api-client.ts'

export type JsonSchema = { [key: string]: unknown; type?: string | string[]; properties?: Record<string, JsonSchema> }
type Media = { schema?: JsonSchema }
export type Described = {
  operationId: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
  responses: Record<string, { content?: Record<string, Media> }>
}
type Document = { paths: Record<string, Record<string, Described>>; components: object }
export type DescribedOperation = Described & { method: string; path: string }

const base = 'https://postern.example/api'

/** What the served description of the API promises, and whether an answer keeps it. */
export class ApiContract {
  readonly operations: readonly DescribedOperation[]
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false })
  readonly #document: Document
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(document: Document) {
    this.#document = document
    this.#ajv.addSchema({ $id: base, ...document })
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ ...described, method, path })),
    )
  }

  /** As whoever reads the description gets it. */
  static async servedTo(client: ApiClient): Promise<ApiContract> {
    const { status, text } = await client.send({ method: 'GET', path: '/openapi.json' })
    if (status !== 200) throw new Error(`The description of the API was answered with ${status}.`)
    return new ApiContract(JSON.parse(text) as Document)
  }

  /** A schema of the description, with what it refers to in its place; null: it refers to itself. */
  resolved(schema: JsonSchema, depth = 0): JsonSchema {
    const { $ref } = schema
    if (typeof $ref !== 'string' || depth > 8) return schema
    const parts = $ref.replace(/^#\//, '').split('/')
    const found = parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], this.#document)
    return this.resolved(found as JsonSchema, depth + 1)
  }

  /** What is wrong with an answer of an operation, or null: its status, its type and its body are as described, and no failure. */
  problemOf(operation: DescribedOperation, { status, headers, text }: ApiAnswer): string | null {
    if (status >= 500 && !isOfUpstream(text)) return `it failed with ${status}`
    const response = operation.responses[status]
    if (!response) return `${status} is not described`
    if (headers['cache-control'] !== 'no-store') return 'a cache may keep it'
    const type = (headers['content-type'] ?? '').replace(/;.*$/, '')
    const media = response.content?.[type]
    if (!response.content) return text === '' ? null : `${status} has a body that is not described`
    if (!media) return `${status} as ${type || 'nothing'} is not described`
    if (type === 'application/x-ndjson') return null
    const body = jsonOf(text)
    if (body === undefined) return `${status} is no JSON`
    const isValid = this.#validatorOf(operation, String(status), type)
    if (isValid(body)) return null
    const [error] = isValid.errors ?? []
    return `${status} is not as described: ${error?.instancePath} ${error?.message}`
  }

  #validatorOf({ method, path }: DescribedOperation, status: string, type: string): ValidateFunction {
    const segments = ['paths', path, method, 'responses', status, 'content', type, 'schema']
    const pointer = segments
      .map((each) => encodeURIComponent(each.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const known = this.#validators.get(pointer)
    if (known) return known
    const made = this.#ajv.compile({ $ref: `${base}#/${pointer}` })
    this.#validators.set(pointer, made)
    return made
  }
}

/** Of a send: the server that it went to is to blame, and a code says for what. A failure of Postern has none of these. */
function isOfUpstream(text: string): boolean {
  const { code } = (jsonOf(text) ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^(upstream_|response_|redirect_refused$|too_many_redirects$)/.test(code)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
