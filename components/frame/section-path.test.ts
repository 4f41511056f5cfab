import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sectionPath } from './section-path.ts'

const to = { organization: 'acme', domain: 'america' }
const from = (path: string) => sectionPath(path, to)

test('another domain opens at the section that one is in', () => {
  for (const section of ['integrations', 'workflows', 'workflows/variables', 'templates', 'allowlist'])
    assert.equal(from(`/acme/europe/${section}`), `/acme/america/${section}`)
})

test('what is looked at there does not exist in another domain, its list does', () => {
  assert.equal(from('/acme/europe/integrations/0192/requests/new'), '/acme/america/integrations')
  assert.equal(from('/acme/europe/workflows/0192'), '/acme/america/workflows')
  assert.equal(from('/acme/europe/secrets/0192'), '/acme/america/settings/security')
})

test('from a page of the organization, or of another one, it opens at its Security tab', () => {
  for (const path of ['/acme', '/acme/activity', '/acme/settings', '/beta/europe/integrations', '/'])
    assert.equal(from(path), '/acme/america/settings/security')
})
