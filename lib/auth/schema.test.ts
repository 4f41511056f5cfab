import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstOwnerInput } from './schema.ts'

test('names of people and of organizations, which stand in mails, are no links, and say so', () => {
  for (const field of ['name', 'organization'] as const) {
    const problem = (name: string) => firstOwnerInput.shape[field].safeParse(name).error?.issues[0]?.message ?? null
    for (const name of ['Ada O’Brien, Jr.', 'Acme.example', 'יעל כהן', ' 李小龍 '])
      assert.equal(problem(name), null, name)
    for (const name of ['Locked: https://evil.example', 'see www.evil.example'])
      assert.match(problem(name) ?? '', /leave :\/\/ and www\. out/)
    assert.match(problem('Tom \u202eabara') ?? '', /invisible marks/)
  }
})
