import { test as base, expect } from '../browser/test.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededPerson, SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { startTwin } from '../stack/start-twin.ts'
import { ConsoleClient } from './console-client.ts'

// Two processes behind one address: what one takes away, the other refuses at the very next request. Nothing waits here,
// and nothing is asked twice: an answer that was remembered would be seen.

const test = base.extend<object, { twin: Stack }>({
  twin: [
    async ({ stack }, use) => {
      const twin = await startTwin(stack)
      await use(twin)
      await twin.stop()
      twin.remove()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
})

/** One person in one browser, whose requests reach either process. */
async function inBoth(stack: Stack, twin: Stack, person: SeededPerson) {
  const here = await ConsoleClient.signedIn(stack, person)
  return { here, there: here.at(twin) }
}

async function done<T = unknown>(client: ConsoleClient, name: string, input: unknown): Promise<T> {
  const { result } = await client.action(name, [input])
  expect(result, name).toMatchObject({ ok: true })
  return result?.data as T
}

const codeOf = async (client: ConsoleClient, name: string, input: unknown) => {
  const { result } = await client.action(name, [input])
  return result?.ok ? 'done' : result?.error?.code
}

type Member = { id: string; email: string; rowVersion: number }
async function memberOf(owner: ConsoleClient, { slug }: SeededTenant, { email }: SeededPerson): Promise<Member> {
  const { text } = await owner.get(`/api/console/${slug}/members?q=${encodeURIComponent(email)}`)
  const found = (JSON.parse(text) as { items: Member[] }).items.find((each) => each.email === email)
  if (!found) throw new Error('There is no such member.')
  return found
}

const secretsOf = ({ slug }: SeededTenant, domain = 'europe') => `/api/console/${slug}/${domain}/secrets`
const statusOf = async (client: ConsoleClient, path: string) => (await client.get(path)).status

test('a session that ends in one process is nobody’s in the other', async ({ stack, twin, tenants: [tenant] }) => {
  const editor = await inBoth(stack, twin, tenant.people.editor)
  expect(await statusOf(editor.there, secretsOf(tenant))).toBe(200)
  await done(editor.here, 'signOutAction', undefined)
  expect(await statusOf(editor.there, secretsOf(tenant))).toBe(401)
  expect(await codeOf(editor.there, 'createVariableAction', { organization: tenant.slug, domain: 'europe' })).toBe(
    'unauthenticated',
  )
})

test('a member who is lowered, suspended or removed in one process may nothing more in the other', async ({
  stack,
  twin,
  tenants: [tenant],
}) => {
  const owner = await inBoth(stack, twin, tenant.people.owner)
  const takeAway: Record<string, (member: Member) => Promise<unknown>> = {
    org_admin: async ({ id, rowVersion }) => {
      const { text } = await owner.here.get(`/api/console/${tenant.slug}/domains`)
      const [domain] = (JSON.parse(text) as { items: { id: string }[] }).items
      const domains = [{ domainId: domain?.id, role: 'editor' }]
      const change = { organization: tenant.slug, id, rowVersion, role: 'member', domains }
      return done(owner.here, 'changeRolesAction', change)
    },
    domain_admin: ({ id, rowVersion }) =>
      done(owner.here, 'suspendMemberAction', { organization: tenant.slug, id, rowVersion, isSuspended: true }),
    editor: ({ id, rowVersion }) =>
      done(owner.here, 'removeMemberAction', { organization: tenant.slug, id, rowVersion, revokesTokens: false }),
  }
  for (const role of ['org_admin', 'domain_admin', 'editor'] as const) {
    const person = await inBoth(stack, twin, tenant.people[role])
    expect(await statusOf(person.there, secretsOf(tenant)), role).toBe(200)
    await takeAway[role]?.(await memberOf(owner.here, tenant, tenant.people[role]))
    expect([401, 403, 404], role).toContain(await statusOf(person.there, secretsOf(tenant)))
    expect(await codeOf(person.there, 'verifyLogAction', { organization: tenant.slug }), role).toMatch(
      /^(unauthenticated|not_found|not_permitted)$/,
    )
  }
})

test('an archived domain, and a stop, hold in the other process at once', async ({
  stack,
  twin,
  tenants: [tenant],
}) => {
  const owner = await inBoth(stack, twin, tenant.people.owner)
  const editor = await inBoth(stack, twin, tenant.people.editor)
  const { slug: organization, integrationId, requestId: id } = tenant
  const place = { organization, domain: 'europe' }
  const { text } = await owner.here.get(
    `/api/console/${organization}/${place.domain}/integrations/${integrationId}/requests/${id}`,
  )
  const { rowVersion } = JSON.parse(text) as { rowVersion: number }
  const send = () => codeOf(editor.there, 'testIntegrationRequestAction', { ...place, integrationId, id, rowVersion })
  expect(await send()).toBe('done')
  await done(owner.here, 'stopSendsAction', { ...place, isConfirmed: true })
  const before = (await stack.upstream.requests()).length
  const stopped = await editor.there.action('testIntegrationRequestAction', [
    { ...place, integrationId, id, rowVersion },
  ])
  expect(JSON.stringify(stopped.result)).toContain('sends_stopped')
  expect((await stack.upstream.requests()).length).toBe(before)

  const domains = JSON.parse((await owner.here.get(`/api/console/${organization}/domains`)).text) as {
    items: { id: string; slug: string; name: string; rowVersion: number }[]
  }
  const domain = domains.items.find(({ slug }) => slug === 'europe')
  expect(await statusOf(editor.there, secretsOf(tenant))).toBe(200)
  await done(owner.here, 'archiveDomainAction', {
    organization,
    id: domain?.id,
    rowVersion: domain?.rowVersion,
    confirmation: domain?.name,
  })
  expect(await statusOf(editor.there, secretsOf(tenant))).toBe(404)
  expect(await statusOf(owner.there, secretsOf(tenant))).toBe(404)
  expect(await send()).toBe('not_found')
})

test('a policy of sign-in, and of who may show a value, holds in the other process at once', async ({
  stack,
  twin,
  tenants: [tenant],
}) => {
  const owner = await inBoth(stack, twin, tenant.people.owner)
  const editor = await inBoth(stack, twin, tenant.people.editor)
  const { slug } = tenant
  const set = (column: string, value: unknown) =>
    runSql(stack.databaseUrl, `UPDATE "Organization" SET "${column}" = $2 WHERE "slug" = $1`, [slug, value])
  const refused = async (client: ConsoleClient) => {
    const { status, text } = await client.get(secretsOf(tenant))
    return status === 200 ? 'done' : (JSON.parse(text) as { code: string }).code
  }
  expect(await refused(editor.there)).toBe('done')
  await set('secondFactorRequired', true)
  expect([await refused(editor.there), await refused(owner.there)]).toEqual(Array(2).fill('second_factor_required'))
  await set('secondFactorRequired', false)
  await set('ssoRequired', true)
  expect(await refused(editor.there)).toBe('sso_required')
  await set('ssoRequired', false)
  expect(await refused(editor.there)).toBe('done')
  await runSql(
    stack.databaseUrl,
    `UPDATE "Session" SET "createdAt" = now() - interval '61 minutes'
      WHERE "endedAt" IS NULL AND "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [tenant.people.editor.email],
  )
  expect(await refused(editor.there)).toBe('done')
  await set('sessionHours', 1)
  expect(await refused(editor.there)).toBe('unauthenticated')
})

test('a token that is revoked in one process, or whose domain is archived there, is nobody’s in the other', async ({
  stack,
  twin,
  tenants: [tenant],
}) => {
  const owner = await inBoth(stack, twin, tenant.people.owner)
  const { slug: organization } = tenant
  const nobody = new ConsoleClient(twin)
  const fields = { name: 'CI', scopes: ['secrets:read'], lifetime: '30', expiresOn: '' }
  const create = (place: object) =>
    done<{ id: string; text: string }>(owner.here, 'createTokenAction', { ...place, ...fields })
  const ask = async ({ text }: { text: string }) =>
    (await nobody.get('/api/v1/secrets?domain=europe', { Authorization: `Bearer ${text}` })).status
  const revoked = await create({ organization })
  expect(await ask(revoked)).toBe(200)
  await done(owner.here, 'revokeTokenAction', { organization, id: revoked.id })
  expect(await ask(revoked)).toBe(401)

  const ofDomain = await create({ organization, domain: 'europe' })
  expect(await ask(ofDomain)).toBe(200)
  await runSql(
    stack.databaseUrl,
    `UPDATE "Domain" d SET "archivedAt" = now() FROM "Organization" o
      WHERE o.id = d."organizationId" AND o.slug = $1 AND d.slug = 'europe'`,
    [organization],
  )
  expect(await ask(ofDomain)).toBe(401)
})
