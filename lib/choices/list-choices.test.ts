import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { disconnect } from '#lib/db/client.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import type { CreateSecretInput } from '#lib/secrets/schema.ts'
import { secretInput, tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { listChoices } from './list-choices.ts'

let tenant: Tenant
before(async () => {
  tenant = await makeTenant()
  const inDomain = (input: CreateSecretInput) => store('domain', input)
  const shared = (input: CreateSecretInput) => store('organization', input)
  const { place } = tenant
  const organization = { organization: tenant.organization.slug }
  await inDomain(tokenInput(place, { name: 'partner-token', value: 'a value of some length' }))
  await inDomain(tokenInput(place, { name: 'hooks', purpose: 'webhook', value: 'another value of length' }))
  const gone = await inDomain(tokenInput(place, { name: 'old', value: 'a third value of length' }))
  await runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, { ...place, ...gone }))
  await shared(tokenInput(organization, { name: 'Partner-Token', value: 'a fourth value of length' }))
  const allowedHosts = ['api.example.com']
  await shared(tokenInput(organization, { name: 'partner.legacy', value: 'a fifth value of length', allowedHosts }))
  const json = { type: 'json' as const, value: '{"clientId":"an id","clientSecret":"a secret of length"}' }
  await shared(secretInput(organization, { name: 'partner.config', ...json }))
})
after(disconnect)

async function store(level: 'domain' | 'organization', input: CreateSecretInput) {
  const permit = level === 'domain' ? tenant.permit('secret:create') : tenant.organizationPermit('secret:create')
  return runChange(await permit, (scope) => createSecret(scope, input))
}
const choices = async (query: Partial<Parameters<typeof listChoices>[1]> = {}, role: TestRole = 'editor') =>
  listChoices(await tenant.permit('secret:list', role), { q: '', purpose: 'integration', host: null, ...query })

test('the domain’s own come first, usable ones before others; no archived one, and none that is stood before', async () => {
  const { items, isMore } = await choices()
  assert.deepEqual(
    items.map(({ name, level, isWrongPurpose }) => [name, level, isWrongPurpose]),
    [
      ['partner-token', 'domain', false],
      ['hooks', 'domain', true],
      ['partner.config', 'organization', false],
      ['partner.legacy', 'organization', false],
    ],
  )
  assert.equal(isMore, false)
  assert.equal((await choices({ purpose: 'webhook' })).items[0]?.name, 'hooks')
})

test('parts have names, and never what they hold', async () => {
  const answer = await choices({ q: 'config' })
  assert.deepEqual(answer.items[0]?.parts, ['#clientId', '#clientSecret'])
  assert.doesNotMatch(JSON.stringify(answer), /an id|a secret of length/)
})

test('where it may go is told for a host, and a host that is none is not asked about', async () => {
  const allowed = async (host: string | null) =>
    (await choices({ q: 'legacy', host })).items.map(({ isAllowed }) => isAllowed)
  assert.deepEqual(await allowed('api.example.com'), [true])
  assert.deepEqual(await allowed('api.example.com:8443'), [false])
  assert.deepEqual(await allowed('a b'), [null])
  assert.deepEqual(await allowed(null), [null])
})

test('who may change what is told of each', async () => {
  const rights = async (role: TestRole) => {
    const { items, mayCreate } = await choices({ q: 'partner' }, role)
    return [mayCreate, ...items.map(({ mayEdit }) => mayEdit)]
  }
  assert.deepEqual(await rights('editor'), [false, false, false, false])
  assert.deepEqual(await rights('domain_admin'), [true, true, false, false])
  assert.deepEqual(await rights('owner'), [true, true, true, true])
})

test('another domain’s secrets are none', async () => {
  const america = await tenant.permit('secret:list', 'owner', 'america')
  const { items } = await listChoices(america, { q: '', purpose: 'integration', host: null })
  assert.deepEqual(
    items.map(({ name }) => name),
    ['Partner-Token', 'partner.config', 'partner.legacy'],
  )
})
