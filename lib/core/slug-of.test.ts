import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { isReservedSlug, isSlug, slugOf } from './slug-of.ts'

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
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const slug = slugOf(name, 'organization')
      return isSlug(slug) && !isReservedSlug(slug)
    }),
  )
})

test('every page that stands where an organization’s or a domain’s address would is reserved', () => {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^[[(_]/.test(entry.name))
      .map((entry) => entry.name)
  const groups = readdirSync('app').filter((name) => name.startsWith('('))
  const pages = [
    ...folders('app'),
    ...groups.flatMap((group) => folders(`app/${group}`)),
    ...folders('app/(console)/[organization]'),
    ...folders('app/api/console/[organization]'),
  ]
  assert.deepEqual(
    pages.filter((page) => !isReservedSlug(page)),
    [],
  )
})
