import { randomInt } from 'node:crypto'
import { expect, test } from '../browser/test.ts'
import { ApiClient } from './api-client.ts'
import { ApiContract } from './api-contract.ts'
import { operationsWithInput } from './api-inputs.ts'
import { tryContract } from './try-contract.ts'

// Generated from the description that is served: a few hundred calls here, many in `npm run soak -- api`.

test('every operation that is described has an input to call it with', async ({ stack }) => {
  const { operations } = await ApiContract.servedTo(new ApiClient(stack, null))
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(operationsWithInput.toSorted())
})

test('every answer is a described one, none is a failure, and none holds a value', async ({ stack, tenants }) => {
  const seed = Number(process.env.POSTERN_TEST_SEED) || randomInt(2 ** 31)
  const { calls, problems } = await tryContract(stack, tenants[0], { seed, hostile: 16 })
  await stack.upstream.answer({})
  expect(problems).toEqual([])
  expect(calls).toBeGreaterThan(300)
})

test('a method that an address does not take is refused, and so is an address that is none', async ({ stack }) => {
  const client = new ApiClient(stack, null)
  const id = '3f0c1c52-8f62-4b6e-9a52-3f2f0d5f7f01'
  const { operations } = await ApiContract.servedTo(client)
  for (const path of new Set(operations.map((each) => each.path))) {
    const taken = operations.filter((each) => each.path === path).map(({ method }) => method.toUpperCase())
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !taken.includes(each))) {
      const { status, headers, text } = await client.send({ method, path: path.replace(/\{\w+\}/g, id) })
      expect([status, JSON.parse(text).code], `${method} ${path}`).toEqual([405, 'method_not_allowed'])
      for (const each of taken) expect(headers.allow, `${method} ${path}`).toContain(each)
    }
  }
  for (const path of ['/nothing', '/secrets/a/b/c', '/secret', '/send/again']) {
    const { status, headers, text } = await client.send({ method: 'GET', path })
    expect([status, JSON.parse(text).code], path).toEqual([404, 'not_found'])
    expect(headers['content-type']).toBe('application/problem+json')
  }
})
