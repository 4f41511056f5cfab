import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policies, PolicyState } from '#lib/settings/schema.ts'
import { consequencesOf } from './policy-consequences.ts'

const from: Policies = {
  ...{ versionsKept: 5, retentionDays: 30, timeZone: 'UTC' },
  ...{ editorsMayReveal: true, domainAdminsMayReveal: false, allowedDomainsRequired: false },
  ...{ hostApprovalRequired: true, onlyAllowlisted: false, secondFactorRequired: false, ssoRequired: false },
  ...{ sessionHours: 12, sessionIdleMinutes: 120, ssoJoinDomains: [], ssoJoinDomainId: null },
}
const state: PolicyState = {
  ...from,
  policyVersion: 1,
  olderVersions: [{ steps: 3, count: 2 }],
  notAllowlisted: { requests: 2, steps: 1, hosts: [{ host: 'api.example.com', domain: 'Europe' }] },
  signIns: [
    { members: 2, ageMinutes: 200, idleMinutes: 5, hasSecondFactor: false, hasSso: false },
    { members: 1, ageMinutes: 10, idleMinutes: 0, hasSecondFactor: true, hasSso: true },
  ],
  members: { all: 8, withoutSecondFactor: 5, withoutSso: 1 },
}
const asked = (over: Partial<Policies>) =>
  consequencesOf(state, from, { ...from, ...over }).map(({ title, sentence }) => [title('Acme'), sentence])

test('what stops nothing and destroys nothing is not asked about', () => {
  assert.deepEqual(asked({}), [])
  assert.deepEqual(asked({ retentionDays: 1, versionsKept: 4, sessionHours: 4, editorsMayReveal: false }), [])
})

test('what a stricter sign-in stops is said with how many members', () => {
  assert.deepEqual(asked({ secondFactorRequired: true }), [
    [
      'Require a second factor in Acme?',
      '2 members who are signed in without a second factor are stopped at the next click and led to the account page, which says what to do. 5 of 8 members have none set up yet.',
    ],
  ])
  assert.match(asked({ ssoRequired: true })[0]?.[1] ?? '', /1 of 8 members has not connected it yet\.$/)
  assert.deepEqual(asked({ sessionHours: 3 }), [
    [
      'End sessions earlier in Acme?',
      '2 members have to sign in again at the next click, because a session of theirs is older, or has been idle for longer.',
    ],
  ])
})

test('several consequences are all said', () => {
  const all = asked({ versionsKept: 1, onlyAllowlisted: true, secondFactorRequired: true, sessionHours: 1 })
  assert.equal(all.length, 4)
  assert.match(all[0]?.[1] ?? '', /^2 earlier values are destroyed/)
  assert.match(all[1]?.[1] ?? '', /^2 requests and 1 workflow step stop at once/)
})
