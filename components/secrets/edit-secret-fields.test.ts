import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import { type EditFields, editInput, editProblems, fieldsOfSecret, mergedFields } from './edit-secret-fields.ts'

const secret = (changes: Partial<SecretDetails> = {}) =>
  ({
    id: '019a9d5e-0000-7000-8000-000000000001',
    name: 'crm',
    type: 'token',
    status: 'active',
    description: 'Contact export',
    expiresOn: null,
    approvedHosts: [],
    allowedHosts: ['api.example.com'],
    version: 3,
    rowVersion: 7,
    ...changes,
  }) as SecretDetails

const typed = (of: SecretDetails, changes: Partial<EditFields> = {}): EditFields => ({
  ...fieldsOfSecret(of),
  ...changes,
})

const judgement = { judge: () => null, policies: { allowedDomainsRequired: false }, timeZone: 'UTC', fields: {} }

test('without a new value neither allowed domains nor a leak are said', () => {
  const input = editInput(secret(), typed(secret(), { allowedHosts: ['other.example.com'], isLeaked: true }))
  assert.deepEqual(Object.keys(input).sort(), ['description', 'expiresOn', 'id', 'rowVersion'])
})

test('allowed domains that stay are left out, and said for a revoked secret', () => {
  const kept = editInput(secret(), typed(secret(), { token: 'new' }))
  assert.equal('allowedHosts' in kept, false)
  const changed = editInput(secret(), typed(secret(), { token: 'new', allowedHosts: [] }))
  assert.deepEqual(changed.allowedHosts, [])
  const revoked = secret({ status: 'revoked' })
  assert.deepEqual(editInput(revoked, typed(revoked, { token: 'new' })).allowedHosts, ['api.example.com'])
})

test('of a pair both are needed, or none', () => {
  const pair = secret({ type: 'username_password' })
  assert.deepEqual(editProblems(pair, typed(pair), judgement), {})
  const half = editProblems(pair, typed(pair, { username: 'batch' }), judgement)
  assert.deepEqual(half, { 'value.password': 'Enter the password too, or leave both empty.' })
})

test('a switch that is on asks for the value', () => {
  const problems = editProblems(secret(), typed(secret(), { replaces: true }), judgement)
  assert.deepEqual(problems, { value: 'Enter the new value, or turn Replace value off.' })
})

test('a date that has passed may stay and may not be set', () => {
  const expired = secret({ status: 'expired', expiresOn: '2020-01-01' })
  assert.deepEqual(editProblems(expired, typed(expired), judgement), {})
  const { expiresOn } = editProblems(expired, typed(expired, { expiresOn: '2020-01-02' }), judgement)
  assert.match(expiresOn ?? '', /has passed/)
})

test('entries that will not do and a missing list count only with a new value', () => {
  const strict = { ...judgement, judge: () => 'no', policies: { allowedDomainsRequired: true } }
  assert.deepEqual(editProblems(secret(), typed(secret()), strict), {})
  const wrong = editProblems(secret(), typed(secret(), { token: 'new' }), strict)
  assert.deepEqual(wrong, { allowedHosts: 'Correct or remove the marked entry.' })
  const missing = editProblems(secret(), typed(secret(), { token: 'new', allowedHosts: [] }), strict)
  assert.match(missing.allowedHosts ?? '', /requires allowed domains/)
})

test('over a newer state stays what somebody typed, and nothing else', () => {
  const now = secret({ description: 'Changed by another', expiresOn: '2030-01-01' })
  const own = mergedFields(secret(), now, typed(secret(), { description: 'Mine', token: 'never' }))
  assert.deepEqual(own, { description: 'Mine', expiresOn: '2030-01-01' })
})
