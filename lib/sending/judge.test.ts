import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRequest } from '#lib/references/read-request.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import type { Aim } from './aim.ts'
import { findUses, judge } from './judge.ts'
import type { FoundSecret } from './read-place.ts'
import { Refusal } from './refusal.ts'

const secret = (changes: Partial<FoundSecret> = {}): FoundSecret => ({
  organizationId: '0190f0f0-0000-7000-8000-000000000001',
  id: '0190f0f0-0000-7000-8000-000000000002',
  domainId: '0190f0f0-0000-7000-8000-000000000003',
  scopeId: '0190f0f0-0000-7000-8000-000000000003',
  name: 'crm',
  nameLower: 'crm',
  type: 'token',
  visibility: 'restricted',
  purpose: 'any',
  expiresOn: null,
  revokedAt: null,
  archivedAt: null,
  currentVersion: 1,
  rowVersion: 1,
  mac: new Uint8Array(),
  status: 'active',
  allowedHosts: [],
  sealedValue: null,
  sealedUsername: null,
  isHostApproved: false,
  ...changes,
})

const withHeader = (value: string): SavedFields => ({
  method: 'POST',
  path: '',
  headers: [{ name: 'X-Key', value }],
  query: [],
  bodyType: 'none',
  body: '',
})
const inJson = (body: string): SavedFields => ({ ...withHeader('x'), bodyType: 'json', body })

/** The refusal that a request with one secret gets, or null. */
function refusalOf(request: SavedFields, found: FoundSecret, url = 'https://api.example.com/v1'): Refusal | null {
  const { templates } = readRequest(request)
  const fields = [...templates.headers, ...(templates.body ? [templates.body] : [])]
  try {
    const secrets = new Map([[found.nameLower, found]])
    const place = { stopped: null, hostApprovalRequired: true, secrets }
    const aim: Aim = { host: 'organization', references: new Map([[found.nameLower, 'organization']]) }
    judge(findUses(fields, secrets), new URL(url), { place, aim, purpose: 'integration' })
    return null
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error
  }
}

describe('the first reason stops the send and names secret and field', () => {
  const header = withHeader('{secrets.CRM}')
  const cases: [name: string, request: SavedFields, found: Partial<FoundSecret>, code: string, sentence: RegExp][] = [
    ['archived', header, { status: 'archived' }, 'secret_archived', /crm is archived/],
    ['revoked', header, { status: 'revoked' }, 'secret_revoked', /crm is revoked/],
    ['expired', header, { status: 'expired' }, 'secret_expired', /crm has expired/],
    ['for webhooks', header, { purpose: 'webhook' }, 'secret_wrong_purpose', /for webhooks only/],
    ['a part of a Token', withHeader('{secrets.crm#x}'), {}, 'secret_part_missing', /no part #x.*Token/],
    [
      'a part of a pair',
      withHeader('{secrets.crm#x}'),
      { type: 'username_password' },
      'secret_part_missing',
      /#username and #password/,
    ],
    ['a pair whole', header, { type: 'username_password' }, 'secret_part_required', /Basic \{secrets\.crm\}/],
    [
      'a pair whole beside a colon',
      withHeader('Basic a:{secrets.crm}'),
      { type: 'username_password' },
      'secret_part_required',
      /#password/,
    ],
    ['text outside of quotes', inJson('{"a":{secrets.crm}}'), {}, 'value_not_encodable', /outside of quotes/],
    [
      'another host',
      header,
      { allowedHosts: ['*.pay.example.com', 'b.example.com'] },
      'host_not_allowed',
      /^Domain restriction: crm may not be sent to api\.example\.com\..*\*\.pay\.example\.com and b\.example\.com/,
    ],
  ]
  for (const [name, request, found, code, sentence] of cases) {
    test(name, () => {
      const refusal = refusalOf(request, secret(found))
      assert.equal(refusal?.code, code)
      assert.match(refusal?.message ?? '', sentence)
      assert.match(refusal?.message ?? '', /The (header X-Key|body) names it/)
      assert.equal(refusal?.secret?.name, 'crm')
      assert.equal(refusal?.field, request === header || request.bodyType === 'none' ? 'headers.0.value' : 'body')
    })
  }

  test('state, purpose, part, https, host: in this order', () => {
    const everything: Partial<FoundSecret> = { status: 'archived', purpose: 'webhook', allowedHosts: ['b.example.com'] }
    const bad = withHeader('{secrets.crm#x}')
    const codes = [
      refusalOf(bad, secret(everything), 'http://a.example'),
      refusalOf(bad, secret({ ...everything, status: 'active' }), 'http://a.example'),
      refusalOf(bad, secret({ ...everything, status: 'active', purpose: 'integration' }), 'http://a.example'),
      refusalOf(header, secret({ ...everything, status: 'active', purpose: 'integration' }), 'http://a.example'),
      refusalOf(header, secret({ ...everything, status: 'active', purpose: 'integration' })),
      refusalOf(header, secret({ purpose: 'integration', allowedHosts: ['api.example.com'] })),
    ].map((refusal) => refusal?.code ?? null)
    assert.deepEqual(codes, [
      'secret_archived',
      'secret_wrong_purpose',
      'secret_part_missing',
      'https_required',
      'host_not_allowed',
      null,
    ])
  })
})

test('what is allowed passes', () => {
  assert.equal(refusalOf(withHeader('Basic {secrets.crm}'), secret({ type: 'username_password' })), null)
  assert.equal(refusalOf(withHeader('{secrets.crm}'), secret({ type: 'json' })), null)
  assert.equal(refusalOf(inJson('{"a":{secrets.crm#x}}'), secret({ type: 'json' })), null)
  assert.equal(refusalOf(withHeader('x'), secret({ status: 'archived' }), 'http://plain.example'), null)
})
