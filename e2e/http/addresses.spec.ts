import { randomUUID } from 'node:crypto'
import { expect, test } from '../browser/test.ts'
import type { SeededTenant } from '../stack/seed.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { routes } from './action-manifest.ts'
import { ConsoleClient } from './console-client.ts'

// Written by hand, not derived: what is missing here fails the first test.
const ofDomain = {
  pages: [
    '/[organization]/[domain]/integrations',
    '/[organization]/[domain]/integrations/[id]',
    '/[organization]/[domain]/integrations/[id]/requests/[requestId]',
    '/[organization]/[domain]/integrations/[id]/requests/new',
    '/[organization]/[domain]/secrets/[id]',
    '/[organization]/[domain]/settings/security',
  ],
  apis: [
    '/api/console/[organization]/[domain]/integrations',
    '/api/console/[organization]/[domain]/integrations/[id]',
    '/api/console/[organization]/[domain]/integrations/[id]/requests/[requestId]',
    '/api/console/[organization]/[domain]/secrets',
    '/api/console/[organization]/[domain]/secrets/[id]',
    '/api/console/[organization]/[domain]/secrets/[id]/changes',
  ],
}
const ofOrganization = ['/[organization]']
const ofNobody = {
  pages: ['/', '/_global-error', '/_not-found', '/setup', '/setup/root-key', '/sign-in'],
  apis: ['/healthz', '/icon.svg', '/readyz'],
}
/** Lead to another address of the domain. */
const leadOn = ['/[organization]/[domain]', '/[organization]/[domain]/settings']
/** Pattern → what an editor gets: what they may see and not do is refused, what is for admins alone does not exist. */
const notForEditors: Record<string, number> = {
  '/api/console/[organization]/[domain]/secrets/[id]/changes': 403,
  '/[organization]/[domain]/integrations/[id]/requests/new': 404,
}
const all = [...ofDomain.pages, ...ofDomain.apis]

type Place = { organization: string; domain: string; secretId: string; integrationId: string; requestId: string }

function address(pattern: string, place: Place): string {
  const id = pattern.includes('/secrets/') ? place.secretId : place.integrationId
  return pattern
    .replace('[organization]', place.organization)
    .replace('[domain]', place.domain)
    .replace('[id]', id)
    .replace('[requestId]', place.requestId)
}

const placeOf = ({ slug, secretId, integrationId, requestId }: SeededTenant): Place => {
  return { organization: slug, domain: 'europe', secretId, integrationId, requestId }
}

test('every page and route of the build is tried here', () => {
  const found = routes()
  expect(found.pages).toEqual([...ofDomain.pages, ...leadOn, ...ofOrganization, ...ofNobody.pages].sort())
  expect(found.apis).toEqual([...ofDomain.apis, ...ofNobody.apis].sort())
})

test('an address answers its own people, and does not exist for anybody else', async ({ stack, tenants }) => {
  const [tenant, other] = tenants
  const place = placeOf(tenant)
  const signedIn = (person: keyof SeededTenant['people'], of = tenant) =>
    ConsoleClient.signedIn(stack, of.people[person])
  const nobody = new ConsoleClient(stack)
  const own = [await signedIn('owner'), await signedIn('org_admin'), await signedIn('domain_admin')]
  const editor = await signedIn('editor')
  const foreign = {
    'a stranger': await signedIn('stranger'),
    'admin of the other domain': await signedIn('other_domain_admin'),
    'owner of another organization': await signedIn('owner', other),
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const pattern of all) {
      const target = address(pattern, place)
      const isApi = target.startsWith('/api/')
      for (const client of own) expect((await client.get(target)).status, pattern).toBe(200)
      expect((await editor.get(target)).status, `${pattern} for an editor`).toBe(notForEditors[pattern] ?? 200)
      const signedOut = await nobody.get(target)
      if (isApi) expect(signedOut.status, pattern).toBe(401)
      else {
        expect([307, 303, 302, 200], pattern).toContain(signedOut.status)
        expect(signedOut.headers.location ?? signedOut.text, pattern).toContain('/sign-in')
      }
      expect(signedOut.text.includes('weather_fx'), `${pattern} tells nobody`).toBe(false)
      for (const [who, client] of Object.entries(foreign)) {
        const answer = await client.get(target)
        expect(answer.status, `${pattern} for ${who}`).toBe(404)
        expect(/weather_fx|Forecast|Ines Okafor/.test(answer.text), `${pattern} tells ${who} nothing`).toBe(false)
        const asData = await client.get(`${target}?_rsc=1`, { RSC: '1' })
        expect(/weather_fx|Forecast|Ines Okafor/.test(asData.text), `${pattern} as data for ${who}`).toBe(false)
      }
    }
    for (const pattern of leadOn) {
      const target = address(pattern, place)
      expect((await editor.get(target)).status, pattern).toBe(307)
      for (const [who, client] of Object.entries(foreign)) {
        const answer = await client.get(target)
        expect(answer.status, `${pattern} for ${who}`).toBe(404)
        expect(answer.headers.location, `${pattern} for ${who}`).toBeUndefined()
      }
    }
    for (const pattern of ofOrganization) {
      const target = address(pattern, place)
      for (const client of [...own, editor]) expect((await client.get(target)).status, pattern).toBe(200)
      expect((await foreign['owner of another organization'].get(target)).status, pattern).toBe(404)
      expect((await foreign['a stranger'].get(target)).status, pattern).toBe(404)
    }
  })
})

test('an id of another organization or domain, or of nothing, does not exist in an address', async ({
  stack,
  tenants,
}) => {
  const [tenant, other] = tenants
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const mine = placeOf(tenant)
  const theirs = placeOf(other)
  const withIds = all.filter((pattern) => pattern.includes('[id]'))
  const none = randomUUID()
  const places: Record<string, Place> = {
    'ids of another organization': { ...theirs, organization: mine.organization },
    'the integration is mine, the request is not': { ...mine, requestId: theirs.requestId, secretId: theirs.secretId },
    'the request is mine, the integration is not': { ...mine, integrationId: theirs.integrationId, secretId: none },
    'ids of another domain': { ...mine, domain: 'america' },
    'ids of nothing': { ...mine, secretId: none, integrationId: none, requestId: none },
    'an id that is none': { ...mine, secretId: "'--", integrationId: '%00', requestId: 'null' },
    'a domain that is none': { ...mine, domain: '%00' },
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [what, place] of Object.entries(places)) {
      for (const pattern of withIds) {
        if (what === 'the integration is mine, the request is not' && /integrations.*(?<!requestId\])$/.test(pattern))
          continue
        const answer = await owner.get(address(pattern, place))
        const isEmptyLog = pattern.endsWith('/changes') && answer.status === 200
        if (isEmptyLog) expect(JSON.parse(answer.text), `${pattern}: ${what}`).toEqual({ items: [], nextCursor: null })
        else expect(answer.status, `${pattern}: ${what}`).toBe(404)
        expect(/weather_fx|Forecast/.test(answer.text), `${pattern}: ${what}`).toBe(false)
      }
    }
  })
})

test('answers are kept by no cache, and pages have their policy', async ({ stack, tenants }) => {
  const admin = await ConsoleClient.signedIn(stack, tenants[0].people.domain_admin)
  for (const pattern of [...all, ...ofNobody.pages.filter((page) => !page.startsWith('/_')), '/healthz', '/readyz']) {
    const { headers } = await admin.get(address(pattern, placeOf(tenants[0])))
    expect(headers['cache-control'], pattern).toContain('no-store')
    const policy = String(headers['content-security-policy'])
    expect(policy, pattern).toMatch(/^default-src 'none'; script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/)
    expect(policy, pattern).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers['x-content-type-options'], pattern).toBe('nosniff')
    expect(headers['referrer-policy'], pattern).toBe('no-referrer')
    expect(headers['x-powered-by'], pattern).toBeUndefined()
  }
  const [first, second] = [await admin.get('/sign-in'), await admin.get('/sign-in')]
  expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
})
