import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aliasProblem, nameProblem } from './names.ts'

test('an alias has lowercase letters, numbers, hyphens and underscores, at most 128', () => {
  for (const alias of ['a', '0', '-', '_', 'weather_fx', 'payment-api-key-2', 'a'.repeat(128)])
    assert.equal(aliasProblem(alias), null, alias)
  assert.match(aliasProblem('') ?? '', /Enter an alias/)
  assert.match(aliasProblem('a'.repeat(129)) ?? '', /at most 128 characters; this one has 129/)
  for (const alias of ['A', 'a.b', 'a b', 'größe', 'a\n', 'a{b}', 'а'])
    assert.equal(aliasProblem(alias), 'Only lowercase letters, numbers, hyphens and underscores.', alias)
})

test('an organization name starts with a letter, and its dots make groups that are not empty', () => {
  for (const name of ['a', 'Z', 'crm.apiKey', 'crm.v2.api-key_3', 'a1', 'a'.repeat(128)])
    assert.equal(nameProblem(name), null, name)
  assert.match(nameProblem('') ?? '', /Enter a name/)
  assert.match(nameProblem('a'.repeat(129)) ?? '', /at most 128/)
  for (const name of ['1a', '_a', '-a', '.a', '.']) assert.match(nameProblem(name) ?? '', /starts with a letter/, name)
  for (const name of ['a.', 'a..b', 'a.b.']) assert.match(nameProblem(name) ?? '', /no group is empty/, name)
  for (const name of ['a b', 'a{b', 'größe', 'a\n', 'a/b']) assert.match(nameProblem(name) ?? '', /Only letters/, name)
})
