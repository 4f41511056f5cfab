import assert from 'node:assert/strict'
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { equalBytes } from './keyed-hash.ts'
import { type SecretRow, secretRowMac } from './secret-row-mac.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const row: SecretRow = {
  organizationId: '01890000-0000-7000-8000-000000000001',
  secretId: '01890000-0000-7000-8000-000000000002',
  scopeId: '01890000-0000-7000-8000-000000000003',
  name: 'crm-token',
  type: 'token',
  visibility: 'restricted',
  purpose: 'any',
  revokedAt: null,
  archivedAt: null,
  expiresOn: null,
  currentVersion: 1,
  rowVersion: 1,
}
const filled: SecretRow = {
  ...row,
  revokedAt: 1_700_000_000_000,
  archivedAt: 1_700_000_000_001,
  expiresOn: '2026-11-30',
}
const hex = (one: SecretRow) => Buffer.from(secretRowMac(key, one)).toString('hex')

describe('secretRowMac', () => {
  test('is the same for the same row, whatever the order of its fields', () => {
    const reversed = Object.fromEntries(Object.entries(row).reverse()) as SecretRow
    assert.ok(equalBytes(secretRowMac(key, row), secretRowMac(key, reversed)))
  })

  test('is what the format says, byte by byte: it may never change', () => {
    const part = (bytes: string) => `${(bytes.length / 2).toString(16).padStart(8, '0')}${bytes}`
    const input = [
      Buffer.from('postern/secret-row/1').toString('hex'),
      '01890000000070008000000000000001',
      '01890000000070008000000000000002',
      '01890000000070008000000000000003',
      Buffer.from('crm-token').toString('hex'),
      '01',
      '01',
      '01',
      '0000018bcfe56800',
      '0000018bcfe56801',
      Buffer.from('2026-11-30').toString('hex'),
      '0000000000000001',
      '0000000000000001',
    ]
    const bytes = Buffer.from(input.map(part).join(''), 'hex')
    assert.equal(hex(filled), createHmac('sha256', Buffer.alloc(32, 7)).update(bytes).digest('hex'))
  })

  test('is another for another key', () => {
    const other = secretRowMac(createSecretKey(randomBytes(32)), row)
    assert.ok(!equalBytes(secretRowMac(key, row), other))
  })

  const changes: Record<string, Partial<SecretRow>> = {
    'another organization': { organizationId: randomUUID() },
    'another secret': { secretId: randomUUID() },
    'another scope': { scopeId: randomUUID() },
    'secret and scope swapped': { secretId: row.scopeId, scopeId: row.secretId },
    'another name': { name: 'crm-tokem' },
    'a name in another case': { name: 'CRM-token' },
    'another type': { type: 'json' },
    'another visibility': { visibility: 'masked' },
    'another purpose': { purpose: 'webhook' },
    'a revocation': { revokedAt: 1_700_000_000_000 },
    'a revocation at the beginning of time': { revokedAt: 0 },
    'an archival': { archivedAt: 1_700_000_000_000 },
    'an expiry': { expiresOn: '2026-11-30' },
    'another current version': { currentVersion: 2 },
    'another row version': { rowVersion: 2 },
  }
  for (const [name, fields] of Object.entries(changes)) {
    test(`tells ${name}`, () => assert.notEqual(hex({ ...row, ...fields }), hex(row)))
  }

  test('tells a revocation from an archival, and either taken back', () => {
    const revoked = { ...row, revokedAt: 1_700_000_000_000 }
    const archived = { ...row, archivedAt: 1_700_000_000_000 }
    assert.notEqual(hex(revoked), hex(archived))
    const all = [
      filled,
      { ...filled, revokedAt: null },
      { ...filled, archivedAt: null },
      { ...filled, expiresOn: null },
    ]
    assert.equal(new Set(all.map(hex)).size, all.length)
  })

  test('refuses what is not in its one form', () => {
    const wrong: Partial<Record<keyof SecretRow, unknown>>[] = [
      { organizationId: 'acme' },
      { secretId: undefined },
      { scopeId: null },
      { name: '\udc00' },
      { type: 'constructor' },
      { visibility: '' },
      { purpose: null },
      { revokedAt: undefined },
      { revokedAt: 1.5 },
      { archivedAt: Number.NaN },
      { archivedAt: -1 },
      { expiresOn: '2026-1-1' },
      { expiresOn: '2026-11-30T00:00:00Z' },
      { expiresOn: '' },
      { currentVersion: 1n },
      { rowVersion: undefined },
    ]
    for (const fields of wrong) {
      assert.throws(
        () => secretRowMac(key, { ...row, ...fields } as SecretRow),
        TypeError,
        JSON.stringify(Object.keys(fields)),
      )
    }
  })
})
