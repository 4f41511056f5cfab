import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UrgentSecret } from '#lib/health/schema.ts'
import { urgentSentence, usedIn } from './urgent-sentence.ts'

const secret = (over: Partial<UrgentSecret>): UrgentSecret => ({
  id: 'id',
  name: 'jira_pat',
  domain: null,
  daysLeft: null,
  weakness: null,
  group: null,
  lastUsedAt: null,
  finding: 'weak',
  uses: 0,
  hosts: [],
  refused: 0,
  requests: 0,
  inDomains: [],
  storedBy: 'Marek Dvořák',
  sameAs: [],
  ...over,
})

test('each finding says what, why and what to do', () => {
  const of = (over: Partial<UrgentSecret>) => Object.values(urgentSentence(secret(over))).join('. ')
  assert.equal(
    of({ finding: 'expired', daysLeft: -2, refused: 14 }),
    'expired 2 days ago. 14 times it was refused since. Give it a new value, or extend its date.',
  )
  assert.equal(
    of({ finding: 'expiring', daysLeft: 6, uses: 1200 }),
    'expires in 6 days. Sent 1,200 times in 30 days. Marek Dvořák stored its value.',
  )
  assert.match(of({ finding: 'expiring', daysLeft: 0 }), /^expires today/)
  assert.match(of({ finding: 'unrestricted', hosts: ['a.example'] }), /sent only to a\.example\. Give it a new value/)
  assert.match(of({ finding: 'unrestricted', hosts: ['a.example', 'b.example'] }), /say where that may go/)
  assert.match(of({ finding: 'weak', weakness: 'short' }), /^is weak: it is short/)
  assert.match(
    of({ finding: 'duplicated', sameAs: [{ id: '1', name: 'other', domain: null }] }),
    /Also stored as other\. Whoever learns one knows them all/,
  )
})

test('what uses it is counted by requests and domains', () => {
  assert.equal(usedIn({ requests: 0, inDomains: [] }), 'Nothing names it')
  assert.equal(usedIn({ requests: 1, inDomains: ['Europe'] }), '1 place in Europe')
  assert.equal(usedIn({ requests: 5, inDomains: ['Europe', 'America'] }), '5 places in 2 domains')
})
