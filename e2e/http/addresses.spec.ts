import { randomUUID } from 'node:crypto'
import { expect, test } from '../browser/test.ts'
import type { SeededTenant } from '../stack/seed.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { routes } from './action-manifest.ts'
import { address, type Ids, isApi, ofDomain, type Place, placeOf } from './address-of.ts'
import { ConsoleClient } from './console-client.ts'
import { addresses, type Column, columns, leadOn, letterOf, publicAddresses } from './expectations.ts'
import { personPages } from './person-expectations.ts'

const all = Object.keys(addresses)
/** As a page of entries, as the numbers on its filters, or as a file that has a head alone. */
function isEmptyLog(text: string): boolean {
  if (!text.startsWith('{')) return text.trim().split('\n').length === 1
  const { items = [], counts } = JSON.parse(text)
  return items.length === 0 && (counts === undefined || counts.all.count === 0)
}

test('every page and route of the build is tried here', () => {
  const found = routes()
  const pages = all.filter((pattern) => !isApi(pattern))
  expect(found.pages).toEqual([...pages, ...leadOn, ...personPages, ...publicAddresses.pages].sort())
  // Those of programs: api-matrix.spec.ts.
  const apis = found.apis.filter((each) => !each.startsWith('/api/v1/'))
  expect(apis).toEqual([...all.filter(isApi), ...publicAddresses.apis].sort())
})

test('an address answers its own people, and does not exist for anybody else', async ({ stack, tenants }) => {
  const [tenant, other] = tenants
  const place = placeOf(tenant)
  const signedIn = (person: keyof SeededTenant['people'], of = tenant) =>
    ConsoleClient.signedIn(stack, of.people[person])
  const nobody = new ConsoleClient(stack)
  const own = Object.fromEntries(
    await Promise.all(columns.map(async (column) => [column, await signedIn(column)] as const)),
  ) as Record<Column, ConsoleClient>
  const foreign = {
    'a stranger': await signedIn('stranger'),
    'owner of another organization': await signedIn('owner', other),
  }
  const names = /weather_fx|crm\.apiKey|Forecast|Ines Okafor/
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [pattern, row] of Object.entries(addresses)) {
      const target = address(pattern, place)
      for (const column of columns) {
        const letter = letterOf(row, column)
        const answer = await own[column].get(target)
        expect(answer.status, `${pattern} for ${column}`).toBe({ y: 200, n: 403, '-': 404 }[letter])
        if (letter === 'y') continue
        expect(names.test(answer.text), `${pattern} tells ${column} nothing`).toBe(false)
      }
      const signedOut = await nobody.get(target)
      if (isApi(pattern)) expect(signedOut.status, pattern).toBe(401)
      else {
        expect([307, 303, 302, 200], pattern).toContain(signedOut.status)
        expect(signedOut.headers.location ?? signedOut.text, pattern).toContain('/sign-in')
      }
      expect(names.test(signedOut.text), `${pattern} tells nobody`).toBe(false)
      for (const [who, client] of Object.entries(foreign)) {
        const answer = await client.get(target)
        expect(answer.status, `${pattern} for ${who}`).toBe(404)
        expect(names.test(answer.text), `${pattern} tells ${who} nothing`).toBe(false)
        const asData = await client.get(`${target}?_rsc=1`, { RSC: '1' })
        expect(names.test(asData.text), `${pattern} as data for ${who}`).toBe(false)
      }
    }
    for (const pattern of leadOn) {
      const target = address(pattern, place)
      expect((await own.editor.get(target)).status, pattern).toBe(307)
      for (const [who, client] of Object.entries({ ...foreign, other: own.other_domain_admin })) {
        const answer = await client.get(target)
        expect(answer.status, `${pattern} for ${who}`).toBe(404)
        expect(answer.headers.location, `${pattern} for ${who}`).toBeUndefined()
      }
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
  const everyId = (id: string) => Object.fromEntries(Object.keys(placeOf(tenant)).map((name) => [name, id])) as Ids
  const { organization: _, domain: __, integrationId: ___, ...others } = theirs
  const places: Record<string, Place> = {
    'ids of another organization': { ...theirs, organization: mine.organization },
    'the integration is mine, the request is not': {
      ...mine,
      ...others,
    },
    'the request is mine, the integration is not': {
      ...everyId(none),
      organization: mine.organization,
      domain: mine.domain,
      integrationId: theirs.integrationId,
      requestId: mine.requestId,
      organizationSecretId: mine.secretId,
    },
    'ids of another domain, and of the other level': {
      ...mine,
      domain: 'america',
      domainId: mine.secretId,
      memberId: mine.secretId,
      organizationSecretId: mine.secretId,
    },
    'ids of nothing': { ...everyId(none), organization: mine.organization, domain: mine.domain },
    'an id that is none': {
      ...everyId("'--"),
      organization: mine.organization,
      domain: mine.domain,
      integrationId: '%00',
      requestId: 'null',
    },
    'a domain that is none': { ...mine, domain: '%00', organizationSecretId: none, domainId: none, memberId: none },
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [what, place] of Object.entries(places)) {
      for (const pattern of withIds) {
        if (what === 'the integration is mine, the request is not' && /integrations.*(?<!requestId\])$/.test(pattern))
          continue
        const answer = await owner.get(address(pattern, place))
        // The log of what is gone stays, so an id that the log does not know has an empty one.
        const isLog = pattern.includes('/changes') && answer.status === 200
        // Whoever may read the organization's log may read that of a domain's secret there too.
        const isOtherLevel = place.organizationSecretId === mine.secretId && !ofDomain(pattern)
        if (isLog && isOtherLevel) continue
        if (isLog) expect(isEmptyLog(answer.text), `${pattern}: ${what}`).toBe(true)
        else expect(answer.status, `${pattern}: ${what}`).toBe(404)
        expect(/weather_fx|crm\.apiKey|Forecast/.test(answer.text), `${pattern}: ${what}`).toBe(false)
      }
    }
  })
})

test('sends asked for by a secret of another organization or domain tell nothing, not even its name', async ({
  stack,
  tenants,
}) => {
  const [tenant, other] = tenants
  const ask = async (person: keyof SeededTenant['people'], path: string) => {
    const client = await ConsoleClient.signedIn(stack, tenant.people[person])
    const { status, text } = await client.get(`/api/console/${tenant.slug}${path}`)
    expect(status, `${path} for ${person}`).toBe(200)
    return JSON.parse(text) as { items: unknown[]; secret: { name: string } | null }
  }
  const own = await ask('domain_admin', `/sends?secret=${tenant.secretId}`)
  expect(own.secret?.name).toBe('weather_fx')
  for (const [person, path] of [
    ['owner', `/sends?secret=${other.secretId}`],
    ['owner', `/europe/sends?secret=${other.secretId}`],
    ['owner', `/america/sends?secret=${tenant.secretId}`],
    ['other_domain_admin', `/sends?secret=${tenant.secretId}`],
    ['other_domain_admin', `/sends?domain=europe&secret=${tenant.secretId}`],
    ['owner', `/sends?secret=${randomUUID()}`],
  ] as const)
    expect(await ask(person, path), `${path} for ${person}`).toMatchObject({ items: [], secret: null })
})

test('answers are kept by no cache, and pages have their policy', async ({ stack, tenants }) => {
  const admin = await ConsoleClient.signedIn(stack, tenants[0].people.domain_admin)
  for (const pattern of [
    ...all,
    ...publicAddresses.pages.filter((page) => !page.startsWith('/_')),
    '/healthz',
    '/readyz',
  ]) {
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
