import assert from 'node:assert/strict'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { OpenError } from './open-error.ts'
import { open, seal } from './seal.ts'
import { type SecretBinding, secretAssociatedData } from './secret-associated-data.ts'

const key = { id: 1, key: createSecretKey(randomBytes(32)) }
const original: SecretBinding = {
  organizationId: '01890000-0000-7000-8000-000000000001',
  domainId: '01890000-0000-7000-8000-000000000002',
  secretId: '01890000-0000-7000-8000-000000000003',
  version: 3,
  field: 'value',
  type: 'token',
  visibility: 'restricted',
  purpose: 'any',
  allowedHosts: ['ab', 'c'],
}
const sealed = seal(key, SecretValue.fromText('a value'), secretAssociatedData(original))
const opens = (binding: SecretBinding) => open(key, sealed, secretAssociatedData(binding)).readText(ReadPermit.granted)

describe('a value opens in its own place only', () => {
  test('with every field the same it opens, whatever the case of an id', () => {
    assert.equal(opens({ ...original }), 'a value')
    assert.equal(opens({ ...original, secretId: original.secretId.toUpperCase() }), 'a value')
  })

  const { organizationId, domainId, secretId } = original
  const moved: Record<string, Partial<SecretBinding>> = {
    'another organization': { organizationId: randomUUID() },
    'another domain': { domainId: randomUUID() },
    'the organization instead of a domain': { domainId: null },
    'another secret': { secretId: randomUUID() },
    'an earlier version': { version: 2 },
    'a later version': { version: 4 },
    'a version that differs in a high byte': { version: 3 + 2 ** 40 },
    'the username instead of the value': { field: 'username' },
    'type username and password': { type: 'username_password' },
    'type JSON': { type: 'json' },
    'visibility masked': { visibility: 'masked' },
    'purpose integration': { purpose: 'integration' },
    'purpose webhook': { purpose: 'webhook' },
    'no allowed hosts': { allowedHosts: [] },
    'one host less': { allowedHosts: ['ab'] },
    'one host more': { allowedHosts: ['ab', 'c', 'd'] },
    'another host': { allowedHosts: ['ab', 'd'] },
    'hosts in another order': { allowedHosts: ['c', 'ab'] },
    'hosts cut elsewhere': { allowedHosts: ['a', 'bc'] },
    'hosts joined': { allowedHosts: ['abc'] },
    'an empty host more': { allowedHosts: ['ab', 'c', ''] },
    'hosts in another case': { allowedHosts: ['AB', 'c'] },
    'organization and domain swapped': { organizationId: domainId as string, domainId: organizationId },
    'organization and secret swapped': { organizationId: secretId, secretId: organizationId },
    'domain and secret swapped': { domainId: secretId, secretId: domainId as string },
  }
  for (const [name, fields] of Object.entries(moved)) {
    test(`not under ${name}`, () => {
      assert.throws(() => opens({ ...original, ...fields }), OpenError)
    })
  }
})

describe('the canonical form', () => {
  test('is what the format says, byte by byte: it may never change', () => {
    const part = (hex: string) => `${(hex.length / 2).toString(16).padStart(8, '0')}${hex}`
    const expected = [
      Buffer.from('postern/secret-value/1').toString('hex'),
      '01890000000070008000000000000001',
      '01890000000070008000000000000002',
      '01890000000070008000000000000003',
      '0000000000000003',
      '01',
      '01',
      '01',
      '01',
      part(Buffer.from('ab').toString('hex')) + part(Buffer.from('c').toString('hex')),
    ]
    assert.equal(Buffer.from(secretAssociatedData(original)).toString('hex'), expected.map(part).join(''))
  })

  test('every word has the code that it has always had', () => {
    const codes = (fields: Partial<SecretBinding>) => {
      const bytes = secretAssociatedData({ ...original, allowedHosts: [], ...fields })
      return { field: bytes.at(-20), type: bytes.at(-15), visibility: bytes.at(-10), purpose: bytes.at(-5) }
    }
    assert.deepEqual(codes({}), { field: 1, type: 1, visibility: 1, purpose: 1 })
    assert.equal(codes({ field: 'username' }).field, 2)
    assert.equal(codes({ type: 'username_password' }).type, 2)
    assert.equal(codes({ type: 'json' }).type, 3)
    assert.equal(codes({ visibility: 'masked' }).visibility, 2)
    assert.equal(codes({ purpose: 'integration' }).purpose, 2)
    assert.equal(codes({ purpose: 'webhook' }).purpose, 3)
  })

  test('different bindings have different bytes', () => {
    const id = fc.constantFrom(original.organizationId, original.secretId)
    const binding: fc.Arbitrary<SecretBinding> = fc.record({
      organizationId: id,
      domainId: fc.option(id),
      secretId: id,
      version: fc.integer({ min: 1, max: 3 }),
      field: fc.constantFrom('value', 'username'),
      type: fc.constantFrom('token', 'username_password', 'json'),
      visibility: fc.constantFrom('restricted', 'masked'),
      purpose: fc.constantFrom('any', 'integration', 'webhook'),
      allowedHosts: fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u0001'), maxLength: 3 }), {
        maxLength: 3,
      }),
    })
    const bytes = (one: SecretBinding) => Buffer.from(secretAssociatedData(one)).toString('hex')
    fc.assert(
      fc.property(binding, binding, (a, b) => {
        assert.equal(bytes(a) === bytes(b), JSON.stringify(a) === JSON.stringify(b))
      }),
      { numRuns: 2_000 },
    )
  })

  test('what has no form is refused, and not quoted', () => {
    const wrong: Partial<Record<keyof SecretBinding, unknown>>[] = [
      { organizationId: '' },
      { organizationId: 'acme' },
      { domainId: '' },
      { domainId: undefined },
      { secretId: `${original.secretId}0` },
      { version: -1 },
      { version: 1.5 },
      { version: Number.NaN },
      { version: 2 ** 53 },
      { field: 'password' },
      { type: 'toString' },
      { visibility: '__proto__' },
      { purpose: undefined },
      { allowedHosts: ['\ud800'] },
    ]
    for (const fields of wrong) {
      assert.throws(() => secretAssociatedData({ ...original, ...fields } as SecretBinding), TypeError)
    }
  })
})
