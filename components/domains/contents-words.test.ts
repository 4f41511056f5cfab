import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DomainContents } from '#lib/domains/schema.ts'
import { contentsWords } from './contents-words.ts'

const none: DomainContents = {
  ...{ secretsInUse: 0, requests: 0, workflows: 0, hooks: 0, runs: 0, templates: 0, tokens: 0 },
  ...{ membersOfThisAlone: 0, takesJoining: false },
}

test('what is in a domain is said line by line, and what is not is not', () => {
  assert.deepEqual(contentsWords(none), [])
  assert.deepEqual(contentsWords({ ...none, secretsInUse: 1, workflows: 2, hooks: 1, tokens: 1200 }), [
    '1 secret that is in use',
    '2 workflows, 1 with an inbound webhook',
    '1,200 API tokens of this domain',
  ])
  assert.deepEqual(
    contentsWords({ ...none, requests: 2, runs: 1, templates: 1, membersOfThisAlone: 3, takesJoining: true }),
    [
      '2 requests of its integrations',
      '1 run that is under way',
      '1 template that is sent',
      '3 members who are in no other domain',
      'Joining by single sign-on, which leads to this domain',
    ],
  )
})
