import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Reach } from '#lib/access/reach.ts'
import { readRequest } from '#lib/references/read-request.ts'
import { findUses } from './judge.ts'
import { judgeHost } from './judge-host.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'

const url = new URL('https://api.example.com/v1')

type Case = {
  host: Reach
  /** Undefined: nobody is known to have put the reference there. */
  reference: Reach | undefined
  level: 'domain' | 'organization'
  allowedHosts: string[]
  isApprovalRequired: boolean
  isHostApproved: boolean
}

function codeOf({ host, reference, level, allowedHosts, isApprovalRequired, isHostApproved }: Case): string {
  const secret = { name: 'CRM', nameLower: 'crm', domainId: level === 'domain' ? 'a domain' : null, allowedHosts }
  const found = { ...secret, isHostApproved } as FoundSecret
  const { templates } = readRequest({
    method: 'GET',
    path: '',
    headers: [{ name: 'X-Key', value: '{secrets.CRM}' }],
    query: [],
    bodyType: 'none',
    body: '',
  })
  const [use] = findUses(templates.headers, new Map([['crm', found]]))
  assert.ok(use)
  const references = new Map<string, Reach>(reference ? [['crm', reference]] : [])
  try {
    judgeHost(use, url, { aim: { host, references }, isApprovalRequired })
    return 'goes'
  } catch (error) {
    assert.ok(error instanceof Refusal)
    assert.equal(error.field, 'headers.0.value')
    assert.match(error.message, /CRM.*api\.example\.com.*The header X-Key names it\./)
    return error.code
  }
}

const reaches = ['organization', 'domain', 'none'] as const
const unrestricted = { allowedHosts: [], isApprovalRequired: true, isHostApproved: false }

/** Who set the host and who put the reference → whose secrets go there without an approval. Nothing else does. */
const goes: [host: Reach, reference: Reach, whose: Case['level'][]][] = [
  ['organization', 'organization', ['domain', 'organization']],
  ['organization', 'domain', ['domain']],
  ['domain', 'organization', ['domain']],
  ['domain', 'domain', ['domain']],
]

describe('a secret without allowed domains', () => {
  for (const host of reaches)
    for (const reference of [...reaches, undefined])
      for (const level of ['domain', 'organization'] as const) {
        const isAimed = goes.some(([by, put, whose]) => by === host && put === reference && whose.includes(level))
        const name = `host by ${host}, reference by ${reference ?? 'nobody'}, ${level} secret: ${isAimed ? 'goes' : 'waits'}`
        test(name, () => {
          const who = { host, reference, level }
          assert.equal(codeOf({ ...who, ...unrestricted }), isAimed ? 'goes' : 'host_not_approved')
          assert.equal(codeOf({ ...who, ...unrestricted, isHostApproved: true }), 'goes')
          assert.equal(codeOf({ ...who, ...unrestricted, isApprovalRequired: false }), 'goes')
        })
      }
})

describe('a secret with allowed domains', () => {
  for (const host of reaches)
    for (const reference of [...reaches, undefined])
      for (const level of ['domain', 'organization'] as const)
        test(`host by ${host}, reference by ${reference ?? 'nobody'}, ${level} secret: the list alone decides`, () => {
          for (const isHostApproved of [true, false])
            for (const isApprovalRequired of [true, false]) {
              const given = { host, reference, level, isHostApproved, isApprovalRequired }
              assert.equal(codeOf({ ...given, allowedHosts: ['b.example.com', '*.example.com'] }), 'goes')
              // An approval is for a secret without a list: it never widens one.
              assert.equal(codeOf({ ...given, allowedHosts: ['b.example.com'] }), 'host_not_allowed')
              assert.equal(codeOf({ ...given, allowedHosts: ['api.example.com:8443'] }), 'host_not_allowed')
            }
        })
})
