import { defineOperation, type Operation } from '#lib/api/operation.ts'
import { runOperation } from '#lib/api/run-operation.ts'
import { z } from '#lib/core/zod.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { secretInput } from './a-secret.ts'

const domainOf = ({ body }: { body: unknown }) => {
  const domain = (body as { domain?: unknown } | null)?.domain
  return typeof domain === 'string' ? { domain } : body === null ? { domain: 'nowhere' } : {}
}

/** Operations to try the pipeline with, whatever the API has. */
export const createsSecret: Operation = defineOperation({
  id: 'createsSecret',
  method: 'post',
  path: '/secrets',
  tag: 'Secrets',
  summary: 'Of a test',
  scope: 'secrets:write',
  kind: 'change',
  permission: 'secret:create',
  errors: ['name_taken'],
  place: (_, raw) => domainOf(raw),
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z.strictObject({ domain: z.string().optional(), name: z.string() }),
  answer: { status: 201, schema: z.object({ id: z.uuid(), name: z.string() }), description: 'Of a test' },
  run: async (scope, { body }) => {
    const place = { organization: scope.organization.slug, domain: scope.domain?.slug }
    const { id } = await createSecret(
      scope,
      secretInput(place, { type: 'token', name: body.name, value: 'some long value' }),
    )
    const data = { id, name: body.name, notNamed: 'in the schema' }
    return { data, rowVersion: 1, location: `/secrets/${id}` }
  },
})

export const listsSecrets: Operation = defineOperation({
  id: 'listsSecrets',
  method: 'get',
  path: '/secrets',
  tag: 'Secrets',
  summary: 'Of a test',
  scope: 'secrets:read',
  kind: 'read',
  permission: 'secret:list',
  errors: [],
  place: () => ({}),
  params: z.strictObject({}),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  body: null,
  answer: { status: 200, schema: z.object({ limit: z.int() }), description: 'Of a test' },
  run: async (_, { query }) => ({ data: query }),
})

type Try = {
  token: string | null
  body?: object | null
  text?: string
  query?: string
  headers?: Record<string, string>
}

/** A request to an operation, as a route hands it over. */
export async function tryOperation(operation: Operation, { token, body, text, query = '', headers = {} }: Try) {
  const method = operation.method.toUpperCase()
  const request = new Request(`https://postern.example/api/v1${operation.path}${query && `?${query}`}`, {
    method,
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(method !== 'GET' && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(method !== 'GET' && { body: text ?? JSON.stringify(body) }),
  })
  const origin = { address: '192.0.2.77', program: 'node test' }
  const response = await runOperation(operation, request, {}, origin)
  const said = await response.text()
  return { response, said, body: said === '' ? null : JSON.parse(said) }
}
