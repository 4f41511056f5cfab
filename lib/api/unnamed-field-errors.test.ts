import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from '#lib/core/zod.ts'
import { unnamedFieldErrors } from './unnamed-field-errors.ts'

const schema = z.strictObject({
  name: z.string(),
  pair: z.strictObject({ username: z.string() }).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  list: z.array(z.strictObject({ host: z.string() })).optional(),
})

const errorsOf = (value: unknown) => {
  const { error } = schema.safeParse(value)
  assert.ok(error)
  return unnamedFieldErrors(schema, error, 'body')
}

test('a field that is known is named, at whatever depth', () => {
  assert.deepEqual(Object.keys(errorsOf({ name: 1, pair: { username: 2 }, list: [{ host: 3 }] })), [
    'name',
    'pair.username',
    'list.0.host',
  ])
})

test('no name that a caller made up stands in a refusal', () => {
  const name = 'hunter2-hunter2'
  const errors = errorsOf({ name: 'a', [name]: 1, pair: { username: '', [name]: 1 }, headers: { [name]: 1 } })
  assert.deepEqual(Object.keys(errors).sort(), ['body', 'headers.*', 'pair'])
  assert.ok(!JSON.stringify(errors).includes(name))
})
