import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiAnswer } from './api-client.ts'
import { ApiContract, type DescribedOperation } from './api-contract.ts'
import { hostileRequests } from './hostile-requests.ts'

const document = {
  paths: {
    '/things/{id}': {
      patch: {
        operationId: 'editThing',
        parameters: [
          { name: 'id', in: 'path' as const, required: true, schema: { type: 'string' } },
          { name: 'q', in: 'query' as const, required: false, schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          204: {},
          400: { content: { 'application/problem+json': { schema: { type: 'object', required: ['code'] } } } },
          502: { content: { 'application/problem+json': { schema: { type: 'object', required: ['code'] } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: { name: { type: 'string' }, part: { type: 'object', properties: { deep: { type: 'integer' } } } },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
}

const contract = new ApiContract(document)
const [operation] = contract.operations as [DescribedOperation]
const answer = (status: number, body: unknown, type = 'application/json'): ApiAnswer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  text: typeof body === 'string' ? body : JSON.stringify(body),
})
const problemOf = (given: ApiAnswer) => contract.problemOf(operation, given)
const problemJson = 'application/problem+json'

test('an answer as it is described has no problem', () => {
  assert.equal(problemOf(answer(200, { name: 'a', part: { deep: 1 } })), null)
  assert.equal(problemOf(answer(204, '')), null)
  assert.equal(problemOf(answer(400, { code: 'invalid' }, problemJson)), null)
  assert.equal(problemOf(answer(502, { code: 'upstream_tls' }, problemJson)), null)
})

test('an answer that breaks any promise of the description has one', () => {
  for (const given of [
    answer(200, {}),
    answer(200, { name: 1 }),
    answer(200, { name: 'a', value: 'more than is described' }),
    answer(200, { name: 'a', part: { deep: 1.5 } }),
    answer(200, '<html>', 'text/html'),
    answer(200, '{"name":'),
    answer(200, { name: 'a' }, problemJson),
    answer(201, { name: 'a' }),
    answer(204, 'something'),
    answer(400, {}, problemJson),
    answer(500, { code: 'internal' }, problemJson),
    answer(502, { code: 'internal' }, problemJson),
    answer(502, 'Bad Gateway', 'text/plain'),
    answer(503, { code: 'usage_unavailable' }, problemJson),
    { ...answer(204, ''), headers: { 'cache-control': 'public' } },
  ])
    assert.notEqual(problemOf(given), null, JSON.stringify(given))
})

test('hostile requests follow from their seed, and change every part', () => {
  const valid = { params: { id: '7' }, query: {}, headers: { 'If-Match': '"1"' }, body: { name: 'a' } }
  const made = (seed: number) => hostileRequests(contract, operation, valid, { seed, count: 200, canary: 'canary-7' })
  assert.deepEqual(made(1), made(1))
  assert.notDeepEqual(made(1), made(2))
  const all = made(3)
  const right = JSON.stringify(valid.body)
  assert.ok(all.some(({ path }) => !path.startsWith('/things/7')))
  assert.ok(all.some(({ path }) => path.includes('?')))
  assert.ok(all.some(({ headers }) => headers?.['If-Match'] !== '"1"'))
  assert.ok(all.some(({ body }) => body?.includes('"deep"')))
  assert.ok(all.some(({ body = '' }) => body !== right && !body.startsWith('{')))
  assert.ok(all.some(({ body }) => body?.includes('canary-7')))
  assert.ok(all.every(({ method, path }) => method === 'PATCH' && path.startsWith('/things/')))
})
