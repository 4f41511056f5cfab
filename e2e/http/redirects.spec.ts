import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from './console-client.ts'

// Every address that is given where to lead on to: it leads to a page of this console or to none of its asking.

const hostile = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  '/a/..//evil.example',
  '/./\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https:evil.example',
  '/sign-in?next=//evil.example',
  '/api/console/any/activity',
  ' //evil.example',
  '%2F%2Fevil.example',
  'http:/evil.example',
]

const addresses = ['/sign-in', '/account', '/sso/callback', '/sso/done', '/invite', '/reset', '/setup', '/']

test('no address leads anywhere but to this console, whatever it is given to lead on to', async ({
  stack,
  tenants: [tenant],
}) => {
  const clients = { owner: await ConsoleClient.signedIn(stack, tenant.people.owner), nobody: new ConsoleClient(stack) }
  for (const [who, client] of Object.entries(clients))
    for (const address of addresses)
      for (const next of hostile) {
        const query = new URLSearchParams({ next, sso: 'failed', required: 'second-factor', state: 'x', code: 'x' })
        const { status, headers, text } = await client.get(`${address}?${query}`)
        const what = `${address} with ${next} for ${who}`
        expect(status, what).toBeLessThan(500)
        const { location } = headers
        if (location !== undefined) {
          const { origin, pathname } = new URL(location, stack.origin)
          expect([origin, pathname.startsWith('//'), /^[^/]/.test(location)], what).toEqual([
            stack.origin,
            false,
            false,
          ])
        }
        expect(/(?:href|action|content|src)="[^"]*evil\.example/.test(text), what).toBe(false)
      }
  const { headers } = await clients.owner.get(`/sign-in?next=${encodeURIComponent(`/${tenant.slug}/activity`)}`)
  expect(headers.location).toBe(`/${tenant.slug}/activity`)
})
