import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import type { Operation } from '#lib/api/operation.ts'
import { runOperation } from '#lib/api/run-operation.ts'
import { testOrigin } from './make-tenant.ts'

export type Asked = {
  params?: Record<string, string>
  query?: Record<string, string>
  /** An object, or the text of a body as it is. */
  body?: unknown
  ifMatch?: string | number
  headers?: Record<string, string>
}
export type Answered = { status: number; headers: Headers; text: string; body: Body }
// biome-ignore lint/suspicious/noExplicitAny: Whatever an operation answers.
type Body = any

/** What an operation of the API answers a token: the whole way of a request but its transport. */
export async function askApi(operation: Operation, token: string | null, asked: Asked = {}): Promise<Answered> {
  const { params = {}, query = {}, body, ifMatch, headers = {} } = asked
  const path = operation.path.replace('{id}', params.id ?? '')
  const request = new Request(`http://localhost/api/v1${path}?${new URLSearchParams(query)}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(ifMatch !== undefined && { 'If-Match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  // Wrong tokens are counted by address, and other tests use this database at the same time.
  const origin = { ...testOrigin, address: `198.18.${randomInt(256)}.${randomInt(256)}` }
  const response = await runOperation(operation, request, params, origin)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) }
}

/** Makes sure that an answer is a refusal with this code, as RFC 9457 has it. */
export function assertProblem({ status, headers, body }: Answered, code: string, expected: number): void {
  assert.equal(body?.code, code, JSON.stringify(body))
  assert.equal(status, expected)
  assert.equal(body.status, expected)
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.equal(headers.get('cache-control'), 'no-store')
}
