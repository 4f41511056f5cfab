import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { tokenMay } from '#lib/access/permissions.ts'
import type { JsonSchema } from './component-schemas.ts'
import { openApi } from './openapi.ts'
import { openApiAnswer } from './openapi-answer.ts'
import { operations } from './operations.ts'
import { operationBehind } from './routes-of.ts'

const document = openApi()
const described = Object.entries(document.paths).flatMap(([address, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ address, method, operation })),
)
const ajv = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false, allowUnionTypes: true })
ajv.addVocabulary(['components', 'headers', 'securitySchemes'])
ajv.addSchema({ $id: 'https://postern.example/api', components: document.components })
const compiled = (schema: JsonSchema) =>
  ajv.compile(
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"https://postern.example/api#/components')),
  )

test('every operation is described once, under the scope that it takes, with an id of its own', () => {
  assert.equal(described.length, operations.length)
  assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length)
  for (const { id, method, path: address, scope } of operations) {
    const operation = document.paths[address]?.[method]
    assert.deepEqual([operation?.operationId, operation?.security], [id, [{ token: [scope] }]])
  }
})

test('the scope that an operation names holds its permission, and no other scope does', () => {
  const scopes = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read'] as const
  for (const { id, scope, permission } of operations) {
    const holding = scopes.filter((each) =>
      (['organization', 'domain'] as const).some((level) =>
        tokenMay({ scopes: [each], domainId: null }, permission, level),
      ),
    )
    assert.deepEqual(holding, [scope], id)
  }
})

test('every operation has its route file, and every route file its operations', async () => {
  const folder = path.join(import.meta.dirname, '../../app/api/v1')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'))
  const found: string[] = []
  for (const file of files) {
    const address = `/${path.dirname(file)}`.replace(/\[(\w+)\]/g, '{$1}')
    if (address === '/openapi.json' || address === '/[...path]') continue
    const handlers = (await import(path.join(folder, file))) as Record<string, Parameters<typeof operationBehind>[0]>
    for (const name of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      assert.equal(typeof handlers[name], 'function', `${file} exports no ${name}`)
    for (const [method, handler] of Object.entries(handlers)) {
      const operation = operationBehind(handler)
      if (operation) found.push(`${method} ${address} ${operation.id}`)
    }
  }
  const wanted = operations.map(({ method, path: address, id }) => `${method.toUpperCase()} ${address} ${id}`)
  assert.deepEqual(found.toSorted(), wanted.toSorted())
})

describe('what is described is whole:', () => {
  for (const { address, method, operation } of described)
    test(`${method} ${address}`, () => {
      assert.match(operation.operationId, /^[a-z][A-Za-z]+$/)
      assert.ok(operation.summary.length > 0 && !operation.summary.endsWith('.'))
      const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const parameters = operation.parameters.filter((each) => each.in === 'path')
      assert.deepEqual(parameters.map(({ name }) => name).toSorted(), inPath.toSorted())
      for (const { schema } of operation.parameters) compiled(schema)
      const names = operation.parameters.map((each) => `${each.in} ${each.name}`)
      assert.equal(new Set(names).size, names.length)
      const given = operation.requestBody?.content['application/json']
      if (given) assertExample(given)
      for (const [status, { description, content = {} }] of Object.entries(operation.responses)) {
        assert.match(status, /^[2345]\d\d$/)
        assert.ok(description.length > 0)
        for (const media of Object.values(content)) {
          if (media.example === undefined) compiled(media.schema)
          else assertExample(media as { schema: JsonSchema; example: unknown })
        }
      }
      for (const status of ['400', '401', '403', '404', '429', '500']) assert.ok(operation.responses[status], status)
    })
})

function assertExample({ schema, example }: { schema: JsonSchema; example: unknown }): void {
  const isValid = compiled(schema)
  assert.ok(isValid(example), `${JSON.stringify(isValid.errors)} of ${JSON.stringify(example)}`)
}

test('every reference leads to a component', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g)]
  assert.ok(refs.length > 10)
  for (const [, kind = '', name = ''] of refs)
    assert.ok(name in ((document.components as Record<string, object>)[kind] ?? {}), `${kind} ${name}`)
  assert.ok(!JSON.stringify(document).includes('#/$defs/'))
})

test('no input takes what it does not name, and none is read that is never described', () => {
  for (const { id, params, query, body } of operations)
    for (const schema of [params, query, ...(body ? [body] : [])])
      assert.equal(schema.safeParse({ notNamedAnywhere: 'x' }).success, false, id)
})

test('it is served to anybody, and not again to whoever has it', async () => {
  const ask = (headers: Record<string, string> = {}) =>
    openApiAnswer(new Request('https://postern.example/api/v1/openapi.json', { headers }))
  const first = ask()
  assert.deepEqual(await first.json(), JSON.parse(JSON.stringify(document)))
  const etag = first.headers.get('etag') ?? ''
  assert.equal(ask({ 'If-None-Match': `"other", W/${etag}` }).status, 304)
  assert.equal(ask({ 'If-None-Match': '"other"' }).status, 200)
})
