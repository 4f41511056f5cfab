import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import type { VariableItem } from '#lib/variables/schema.ts'
import { secretsInReach, variablesFound } from './panel-entries.ts'

const variable = (over: Partial<VariableItem>): VariableItem => ({
  id: '1',
  name: 'hotline',
  value: '+44 20 7946 0000',
  description: '',
  rowVersion: 1,
  updatedAt: '2026-11-21T00:00:00.000Z',
  updatedByName: 'Lena',
  ...over,
})

test('a search finds a variable by its name, its value and its description', () => {
  const variables = [variable({ id: 'a' }), variable({ id: 'b', name: 'Region', value: 'eu', description: 'Where' })]
  const found = (q: string) => variablesFound(variables, q).map(({ id }) => id)
  assert.deepEqual(found(''), ['a', 'b'])
  assert.deepEqual(found(' HOT '), ['a'])
  assert.deepEqual(found('7946'), ['a'])
  assert.deepEqual(found('where'), ['b'])
  assert.deepEqual(found('nothing'), [])
})

test('a secret of the organization that a domain’s alias hides is not offered', () => {
  const secret = (name: string) => ({ name }) as SecretListItem
  assert.deepEqual(
    secretsInReach([secret('key')], [secret('KEY'), secret('other')]).map(({ name }) => name),
    ['other'],
  )
})
