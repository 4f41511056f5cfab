import assert from 'node:assert/strict'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { SecretValue } from '#lib/core/secret-value.ts'
import { seal } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { findUses } from './judge.ts'
import { openValues } from './open-values.ts'
import type { FoundSecret } from './read-place.ts'

test('a part that a body names twice is read once', () => {
  const active = { id: 1, key: createSecretKey(randomBytes(32)) }
  const fields = { type: 'json', visibility: 'restricted', purpose: 'any' } as const
  const ids = { organizationId: randomUUID(), domainId: randomUUID() }
  const id = randomUUID()
  const binding = { ...ids, ...fields, secretId: id, version: 1, field: 'value', allowedHosts: [] } as const
  const value = SecretValue.fromText('{"a":"one of the parts","b":"another of them"}')
  const sealedValue = seal(active, value, secretAssociatedData(binding))
  const secret = { ...ids, ...fields, id, name: 'j', currentVersion: 1, allowedHosts: [], sealedValue } as unknown
  const body = '{secrets.j#a} {secrets.j#b} {secrets.j#a}'
  const { templates } = judgeRequest({ method: 'POST', path: '', headers: [], query: [], bodyType: 'text', body })
  const uses = findUses(templates.body ? [templates.body] : [], new Map([['j', secret as FoundSecret]]))

  const opened = openValues(uses, { sealing: new Map([[1, active]]) } as OrganizationKeys)
  const [first, second, third] = uses.map((use) => opened.get(use))
  assert.equal(first?.text, 'one of the parts')
  assert.equal(second?.text, 'another of them')
  assert.equal(third, first)
})
