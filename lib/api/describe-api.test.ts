import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeApi } from './describe-api.ts'
import { fieldsOf, typeText } from './fields-of.ts'
import { operations } from './operations.ts'

const api = describeApi()

test('people read of every operation, each at an address of its own on the page', () => {
  assert.deepEqual(
    api.operations.map(({ id }) => id),
    operations.map(({ id }) => id),
  )
  const anchors = [...api.operations.map(({ id }) => id), ...api.errors.map(({ code }) => code)]
  assert.equal(new Set(anchors).size, anchors.length)
})

test('every code that an operation refuses with is explained, and every parameter and field says what it is', () => {
  const explained = new Set(api.errors.map(({ code }) => code))
  for (const { id, refusals, parameters, body } of api.operations) {
    for (const code of refusals.flatMap(({ codes }) => codes)) assert.ok(explained.has(code), `${id} ${code}`)
    for (const { path, type } of [...parameters, ...(body ?? [])])
      assert.ok(path !== '' && type !== '', `${id} ${path}`)
  }
  for (const { text } of api.errors) assert.match(text, /\.$/)
})

test('a curl line has the token in a variable, its key for idempotency, and what it must match', () => {
  for (const { id, method, curl } of api.operations) {
    const operation = operations.find((each) => each.id === id)
    assert.ok(curl.includes('Authorization: Bearer $POSTERN_TOKEN'), id)
    assert.ok(!/pst_[0-9A-Za-z]{38}/.test(curl), id)
    assert.equal(curl.includes('Idempotency-Key'), method === 'POST', id)
    assert.equal(curl.includes('If-Match'), operation?.needsIfMatch === true, id)
    assert.equal(curl.includes('--json'), operation?.body !== null, id)
    assert.ok(!curl.includes('{id}'), id)
  }
})

test('fields are told with those of objects and lists in them, and types in words', () => {
  const components = { Part: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } }
  const schema = {
    type: 'object',
    properties: {
      kind: { enum: ['a', 'b'] },
      parts: { type: 'array', items: { $ref: '#/components/schemas/Part' }, description: 'All of them.' },
      at: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    },
    required: ['parts'],
  }
  assert.deepEqual(
    fieldsOf(schema, components).map(({ path, type, isRequired }) => [path, type, isRequired]),
    [
      ['kind', '"a" or "b"', false],
      ['parts', 'list of objects', true],
      ['parts[].name', 'text', true],
      ['at', 'time or null', false],
    ],
  )
  assert.equal(typeText({ type: ['string', 'object'] }, {}), 'text or object')
})
