import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { safeNext } from './safe-next.ts'

describe('the address to go to after signing in', () => {
  test('is kept when it is a path of this console', () => {
    for (const path of [
      '/',
      '/acme',
      '/acme/europe/settings/security?q=jira&edit=1#top',
      '/sign-in-log',
      '/setup/root-key',
    ]) {
      assert.equal(safeNext(path), path)
    }
  })

  test('is refused when it leads elsewhere, or round in a circle', () => {
    const elsewhere = [
      'https://evil.example',
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      '/a/%2e%2e//evil.example',
      'javascript:alert(1)',
      ' /acme',
      'acme',
      '',
      '/sign-in',
      '/sign-in?next=/sign-in',
      '/setup',
      '/setup/?a=1',
      '/api/console/acme',
      '/a\0b',
      `/${'a'.repeat(3000)}`,
    ]
    for (const path of elsewhere) assert.equal(safeNext(path), null, JSON.stringify(path))
    for (const odd of [undefined, null, ['/acme'], 7, {}]) assert.equal(safeNext(odd), null)
  })

  test('never leaves the origin, whatever is given', () => {
    const bits = fc.constantFrom('/', '\\', '.', '..', '%2e', '//', 'evil.example', '@', ':', '\t', '\n', 'a', '?', '#')
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 8 }), (parts) => {
        const next = safeNext(parts.join(''))
        return next === null || new URL(next, 'https://postern.example').origin === 'https://postern.example'
      }),
      { numRuns: 2000 },
    )
  })
})
