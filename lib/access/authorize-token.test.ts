import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { authorize, authorizeToken, type PresentedToken } from './authorize.ts'
import { allPermissions, needsFreshSignIn, type TokenScope } from './permissions.ts'
import { reachOf } from './reach.ts'

after(disconnect)

const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'yes',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )

async function tokenOf(tenant: Tenant, scopes: TokenScope[], domain: 'europe' | null): Promise<PresentedToken> {
  const { organization } = await tenant.organizationPermit('organization:view')
  const { id, slug, name } = tenant.organization.europe
  return {
    tokenId: '00000000-0000-4000-8000-000000000001',
    name: 'CI',
    scopes,
    organization,
    domain: domain && { id, slug, name },
  }
}

const everyScope: TokenScope[] = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read']

test('no token, whatever its scopes, reveals, exports, or changes people, policies, tokens or stops', async () => {
  const tenant = await makeTenant()
  const token = await tokenOf(tenant, everyScope, null)
  const never = allPermissions.filter((each) =>
    /reveal|export|member|policy|token|ownership|leave|domain:(list|create|change|archive)|stop|approve|import|edit|health|variable/.test(
      each,
    ),
  )
  for (const permission of never.filter((each) => each !== 'secret:edit'))
    for (const place of [{}, { domain: 'europe' }])
      assert.notEqual(await codeOf(authorizeToken(token, permission, place, testOrigin)), 'yes', permission)
})

test('a scope holds what it names, and nothing of another', async () => {
  const tenant = await makeTenant()
  const verdicts = async (scope: TokenScope) => {
    const token = await tokenOf(tenant, [scope], null)
    const of = (permission: (typeof allPermissions)[number]) =>
      codeOf(authorizeToken(token, permission, { domain: 'europe' }, testOrigin))
    return Promise.all([of('secret:list'), of('secret:create'), of('request:send')])
  }
  const no = 'not_permitted'
  assert.deepEqual(await verdicts('secrets:read'), ['yes', no, no])
  assert.deepEqual(await verdicts('secrets:write'), [no, 'yes', no])
  assert.deepEqual(await verdicts('requests:send'), [no, no, 'yes'])
  assert.deepEqual(await verdicts('activity:read'), [no, no, no])
})

test('a domain’s token is nothing in another domain, and holds of the organization what a Domain Admin holds', async () => {
  const tenant = await makeTenant()
  const token = await tokenOf(tenant, everyScope, 'europe')
  const at = (permission: (typeof allPermissions)[number], domain?: string) =>
    codeOf(authorizeToken(token, permission, { domain }, testOrigin))
  assert.equal(await at('secret:list', 'europe'), 'yes')
  assert.equal(await at('secret:list', 'america'), 'not_found')
  assert.equal(await at('secret:list', 'nowhere'), 'not_found')
  assert.equal(await at('secret:list'), 'yes')
  assert.equal(await at('secret:create'), 'not_permitted')
  assert.equal(await at('activity:view'), 'yes')
  const { domainIds } = await authorizeToken(token, 'activity:view', {}, testOrigin)
  assert.deepEqual(domainIds, [tenant.organization.europe.id])
})

test('an archived domain is nothing for a token', async () => {
  const tenant = await makeTenant()
  const token = await tokenOf(tenant, everyScope, null)
  const { id: organizationId, america } = tenant.organization
  await db().domain.update({
    where: { organizationId_id: { organizationId, id: america.id } },
    data: { archivedAt: new Date() },
  })
  assert.equal(await codeOf(authorizeToken(token, 'secret:list', { domain: 'america' }, testOrigin)), 'not_found')
})

test('a token aims secrets only as far as it may change them', async () => {
  const tenant = await makeTenant()
  const reach = async (scopes: TokenScope[], domain: 'europe' | null) =>
    reachOf(
      (await authorizeToken(await tokenOf(tenant, scopes, domain), 'domain:view', { domain: 'europe' }, testOrigin))
        .actor,
    )
  assert.equal(await reach(['requests:send'], null), 'none')
  assert.equal(await reach(['requests:send', 'secrets:read'], null), 'none')
  assert.equal(await reach(['secrets:write'], 'europe'), 'domain')
  assert.equal(await reach(['secrets:write'], null), 'organization')
})

test('what takes a fresh sign-in is refused to an older one, and only that', async () => {
  const tenant = await makeTenant()
  const stale = { ...tenant.people.owner, proof: { factors: ['password'], freshAt: new Date(0) } } as const
  for (const permission of allPermissions) {
    for (const domain of [undefined, 'europe']) {
      const code = await codeOf(
        authorize(stale, permission, { organization: tenant.organization.slug, domain }, testOrigin),
      )
      if (code === 'not_found') continue
      assert.equal(code, needsFreshSignIn(permission) ? 'fresh_sign_in_required' : 'yes', permission)
    }
  }
})

test('an organization’s policy of sign-in holds at once for sessions that are open, after who may not see it at all', async () => {
  const tenant = await makeTenant()
  const { id, slug } = tenant.organization
  const by = (role: 'editor' | 'stranger', factors: readonly ('password' | 'totp' | 'passkey' | 'sso')[]) =>
    codeOf(
      authorize(
        { ...tenant.people[role], proof: { factors, freshAt: new Date() } },
        'organization:view',
        { organization: slug },
        testOrigin,
      ),
    )
  await db().organization.update({ where: { id }, data: { secondFactorRequired: true } })
  assert.equal(await by('editor', ['password']), 'second_factor_required')
  for (const factors of [['password', 'totp'], ['passkey'], ['sso']] as const)
    assert.equal(await by('editor', factors), 'yes')
  await db().organization.update({ where: { id }, data: { ssoRequired: true } })
  assert.equal(await by('editor', ['password', 'totp']), 'sso_required')
  assert.equal(await by('editor', ['sso']), 'yes')
  assert.equal(await by('stranger', ['password']), 'not_found')
})

test('who is suspended in an organization may do nothing in it', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, slug } = tenant.organization
  const { personId } = tenant.people.editor
  const where = { organizationId_personId: { organizationId, personId } }
  await db().membership.update({ where, data: { suspendedAt: new Date() } })
  assert.equal(
    await codeOf(authorize(tenant.people.editor, 'organization:view', { organization: slug }, testOrigin)),
    'not_found',
  )
})
