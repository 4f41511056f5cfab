import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { slugOf } from './slug-of.ts'

test('a name becomes a slug that people recognize', () => {
  assert.equal(slugOf('Acme', 'organization'), 'acme')
  assert.equal(slugOf('  Café Zürich, Ltd. ', 'organization'), 'cafe-zurich-ltd')
  assert.equal(slugOf('O’Neill & Sons', 'organization'), 'oneill-sons')
})

test('Postern’s own words and names without a letter get another slug', () => {
  assert.equal(slugOf('Settings', 'domain'), 'settings-domain')
  assert.equal(slugOf('api', 'organization'), 'api-organization')
  assert.equal(slugOf('日本', 'organization'), 'organization')
})

test('whatever the name, the slug fits an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) =>
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slugOf(name, 'organization')),
    ),
  )
})
