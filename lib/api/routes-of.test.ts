import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createsSecret, listsSecrets } from '#lib/testing/an-operation.ts'
import { operationBehind, routesOf } from './routes-of.ts'
import { unknownAddress } from './unknown-address.ts'

const routes = routesOf(listsSecrets, createsSecret)
const ask = (method: 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS') =>
  routes[method](new Request('https://postern.example/api/v1/secrets', { method }), { params: Promise.resolve({}) })

test('an address hands each method to its operation', () => {
  assert.equal(operationBehind(routes.GET), listsSecrets)
  assert.equal(operationBehind(routes.POST), createsSecret)
  assert.equal(operationBehind(routes.DELETE), undefined)
})

test('a method that an address does not take is a problem that names those that it takes, whoever asks', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    const response = await ask(method)
    assert.equal(response.status, 405)
    assert.equal(response.headers.get('allow'), 'GET, POST, HEAD, OPTIONS')
    assert.equal(response.headers.get('content-type'), 'application/problem+json')
    assert.equal((await response.json()).code, 'method_not_allowed')
  }
})

test('OPTIONS says which methods there are, and gives no other origin leave to ask', async () => {
  const response = await ask('OPTIONS')
  assert.deepEqual([response.status, response.headers.get('allow')], [204, 'GET, POST, HEAD, OPTIONS'])
  assert.deepEqual(
    [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    [],
  )
})

test('an address that no operation has is a problem, not a page', async () => {
  const response = await unknownAddress()
  assert.deepEqual([response.status, (await response.json()).code], [404, 'not_found'])
})
