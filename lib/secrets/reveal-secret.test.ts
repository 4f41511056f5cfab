import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { refusesAndChangesNothing, secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { revealSecret } from './reveal-secret.ts'
import { revokeSecret } from './revoke-secret.ts'

after(disconnect)

const canary = 'canary-Zx81-plaintext-of-a-token'
const masked = { name: 'shown', type: 'token', value: canary, visibility: 'masked' }

const createIn = async (tenant: Tenant, level: 'domain' | 'organization', over: Record<string, unknown> = {}) => {
  const place = level === 'domain' ? tenant.place : { organization: tenant.place.organization }
  const permit =
    level === 'domain' ? await tenant.permit('secret:create') : await tenant.organizationPermit('secret:create')
  return runChange(permit, (scope) => createSecret(scope, secretInput(place, { ...masked, ...over })))
}
const reveal = async (
  tenant: Tenant,
  level: 'domain' | 'organization',
  id: string,
  role: TestRole = 'domain_admin',
) => {
  const permit =
    level === 'domain'
      ? await tenant.permit('secret:reveal', role)
      : await tenant.organizationPermit('secret:reveal', role)
  return runChange(permit, (scope) => revealSecret(scope, { organization: permit.organization.slug, id }))
}
const refusals = async (tenant: Tenant) => {
  await flushRefusals()
  const { log } = await secretRows(tenant)
  return log
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ subjectName, details }) => [subjectName, details as ChangeDetails] as const)
}

test('a Masked value is shown and logged, without the value', async () => {
  const tenant = await makeTenant()
  const { id } = await createIn(tenant, 'domain')
  assert.deepEqual(await reveal(tenant, 'domain', id, 'editor'), { type: 'token', value: canary, username: null })
  const rows = await secretRows(tenant)
  const entry = rows.log.at(-1)
  assert.deepEqual(
    [entry?.action, entry?.outcome, entry?.actorName, entry?.actorRole, entry?.subjectId],
    ['secret.revealed', 'done', 'Tom Abara', 'Editor', id],
  )
  assert.ok(!textOf(rows).includes(canary))
})

test('a pair is shown whole, JSON as it was typed', async () => {
  const tenant = await makeTenant()
  const pair = { type: 'username_password', value: { username: 'batch', password: canary } }
  const { id } = await createIn(tenant, 'domain', pair)
  assert.deepEqual(await reveal(tenant, 'domain', id), { type: 'username_password', value: canary, username: 'batch' })
  const json = await createIn(tenant, 'domain', { name: 'json', type: 'json', value: '{ "n": 1.0e2 }' })
  assert.deepEqual(await reveal(tenant, 'domain', json.id), { type: 'json', value: '{ "n": 1.0e2 }', username: null })
})

test('a Restricted value is shown to nobody, and who tried stands in the log', async () => {
  const tenant = await makeTenant()
  const inDomain = await createIn(tenant, 'domain', { visibility: 'restricted' })
  const ofAll = await createIn(tenant, 'organization', { visibility: 'restricted' })
  for (const role of ['owner', 'org_admin', 'domain_admin', 'editor'] as const) {
    const refusal = await refusesAndChangesNothing(tenant, 'not_permitted', () =>
      reveal(tenant, 'domain', inDomain.id, role),
    )
    assert.match(refusal.message, /Restricted: its value is never shown again, to anyone/)
  }
  await refusesAndChangesNothing(tenant, 'not_permitted', () => reveal(tenant, 'organization', ofAll.id, 'owner'))
  assert.deepEqual(
    await refusals(tenant),
    Array.from({ length: 5 }, () => ['shown', { code: 'not_permitted', note: 'secret:reveal' }]),
  )
})

// Written by hand from what the roles are promised: [role, level, with the policies as they are at first, all off, all on].
const promised: [TestRole, 'domain' | 'organization', boolean, boolean, boolean][] = [
  ['owner', 'domain', true, true, true],
  ['owner', 'organization', true, true, true],
  ['org_admin', 'domain', true, true, true],
  ['org_admin', 'organization', true, true, true],
  ['domain_admin', 'domain', true, true, true],
  ['domain_admin', 'organization', false, false, true],
  ['editor', 'domain', true, false, true],
  ['editor', 'organization', false, false, false],
  ['other_domain_admin', 'domain', false, false, false],
  ['other_domain_admin', 'organization', false, false, true],
  ['stranger', 'domain', false, false, false],
  ['stranger', 'organization', false, false, false],
]
test('who may show a Masked value, by role, place and policy', async () => {
  const tenant = await makeTenant()
  const ids = {
    domain: (await createIn(tenant, 'domain')).id,
    organization: (await createIn(tenant, 'organization')).id,
  }
  const policies = [
    {},
    { editorsMayReveal: false, domainAdminsMayReveal: false },
    { editorsMayReveal: true, domainAdminsMayReveal: true },
  ]
  for (const [index, policy] of policies.entries()) {
    await db().organization.update({ where: { id: tenant.organization.id }, data: policy })
    for (const [role, level, ...may] of promised) {
      const was = await reveal(tenant, level, ids[level], role).then(
        () => true,
        (error: unknown) => !(error instanceof PosternError && ['not_permitted', 'not_found'].includes(error.code)),
      )
      assert.equal(was, may[index], `${role}, ${level}, ${index}`)
    }
  }
})

test('an archived and a revoked secret show nothing', async () => {
  const tenant = await makeTenant()
  const { id } = await createIn(tenant, 'domain')
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
  )
  const archived = await refusesAndChangesNothing(tenant, 'wrong_state', () => reveal(tenant, 'domain', id))
  assert.match(archived.message, /Nothing was shown\. This secret is archived/)
  const other = await createIn(tenant, 'domain', { name: 'revoked' })
  await runChange(await tenant.permit('secret:revoke'), (scope) =>
    revokeSecret(scope, { ...tenant.place, id: other.id, rowVersion: 1 }),
  )
  await refusesAndChangesNothing(tenant, 'wrong_state', () => reveal(tenant, 'domain', other.id))
})

test('what is not of the place does not exist', async () => {
  const [tenant, foreign] = [await makeTenant(), await makeTenant()]
  const { id } = await createIn(tenant, 'domain')
  await refusesAndChangesNothing(tenant, 'not_found', () => reveal(foreign, 'domain', id))
  await refusesAndChangesNothing(tenant, 'not_found', () => reveal(tenant, 'organization', id, 'owner'))
})

test('thirty a minute is the limit of a person, not of the others', async () => {
  const tenant = await makeTenant()
  const { id } = await createIn(tenant, 'domain')
  const outcomes = await Promise.allSettled(Array.from({ length: 34 }, () => reveal(tenant, 'domain', id)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 30)
  const refusal = await refusesAndChangesNothing(tenant, 'rate_limited', () => reveal(tenant, 'domain', id))
  assert.ok((refusal.retryAfterSeconds ?? 0) >= 1)
  await reveal(tenant, 'domain', id, 'owner')
  const { log } = await secretRows(tenant)
  assert.equal(log.filter(({ action }) => action === 'secret.revealed').length, 31)
})
