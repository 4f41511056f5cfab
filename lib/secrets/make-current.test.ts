import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { OpenError } from '#lib/crypto/open-error.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { refusesAndChangesNothing, secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { editSecret } from './edit-secret.ts'
import { makeCurrent } from './make-current.ts'
import { openVersion } from './seal-version.ts'

after(disconnect)

const [first, second] = ['canary-Zx81-the-first-value', 'canary-Qw27-the-second-value']

/** A pair with two versions, each with allowed domains of its own. */
async function twoVersions() {
  const tenant = await makeTenant()
  const [create, edit] = [await tenant.permit('secret:create'), await tenant.permit('secret:edit')]
  const { id } = await runChange(create, (scope) =>
    createSecret(
      scope,
      secretInput(tenant.place, {
        name: 'crm',
        type: 'username_password',
        value: { username: 'batch', password: first },
        allowedHosts: ['a.example.com'],
      }),
    ),
  )
  const change = {
    id,
    rowVersion: 1,
    value: { username: 'batch2', password: second },
    allowedHosts: ['*.b.example.com'],
  }
  await runChange(edit, (scope) => editSecret(scope, editInput(tenant.place, change)))
  const make = async (rowVersion: number, version: number, role: TestRole = 'domain_admin') =>
    runChange(await tenant.permit('secret:edit', role), (scope) =>
      makeCurrent(scope, { ...tenant.place, id, rowVersion, version }),
    )
  return { tenant, id, make }
}

/** What the current version holds: only a test may look. */
async function currentOf(tenant: Tenant) {
  const { secrets, versions } = await secretRows(tenant)
  const [secret] = secrets
  const version = versions.find((each) => each.version === secret?.currentVersion)
  assert.ok(secret && version)
  const { value, username } = openVersion(await organizationKeys(db(), tenant.organization.id), secret, version)
  return { password: value.readText(ReadPermit.granted), username: username?.readText(ReadPermit.granted), version }
}

test('an earlier value comes back as a version more, sealed anew, with the domains it had', async () => {
  const { tenant, id, make } = await twoVersions()
  const made = await make(2, 1)
  assert.deepEqual(made, { id, name: 'crm', version: 3, rowVersion: 3 })
  const { password, username, version } = await currentOf(tenant)
  assert.deepEqual([username, password, version.allowedHosts], ['batch', first, ['a.example.com']])
  const { secrets, versions, log } = await secretRows(tenant)
  assert.equal(secrets[0]?.searchText, 'crm\nusername and password\na.example.com')
  assert.deepEqual(versions[2]?.valueHash, versions[0]?.valueHash)
  assert.notDeepEqual(versions[2]?.sealedValue, versions[0]?.sealedValue)
  assert.deepEqual(
    [log.at(-1)?.action, log.at(-1)?.details],
    [
      'secret.version_made_current',
      {
        rowVersion: 3,
        version: { from: 2, to: 3 },
        fields: { 'Allowed domains': { from: '*.b.example.com', to: 'a.example.com' } },
        note: 'the value of version 1',
      },
    ],
  )
  const text = textOf(secrets, versions, log, made)
  assert.ok(!text.includes(first) && !text.includes(second))
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('versions beyond those the organization keeps are destroyed, and do not come back', async () => {
  const { tenant, make } = await twoVersions()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { versionsKept: 2 } })
  await make(2, 1)
  const { versions } = await secretRows(tenant)
  assert.deepEqual(
    versions.map(({ sealedValue }) => sealedValue !== null),
    [false, true, true],
  )
  const refusal = await refusesAndChangesNothing(tenant, 'wrong_state', () => make(3, 1))
  assert.match(refusal.message, /The value of this version was destroyed/)
})

test('an earlier version that was changed past Postern does not come back', async () => {
  const { tenant, id, make } = await twoVersions()
  await db().secretVersion.updateMany({ where: { secretId: id, version: 1 }, data: { allowedHosts: [] } })
  const before = await secretRows(tenant)
  await assert.rejects(make(2, 1), OpenError)
  assert.deepEqual(await secretRows(tenant), before)
})

test('a version without domains does not come back where a policy requires them', async () => {
  const { tenant, id, make } = await twoVersions()
  const change = { id, rowVersion: 2, value: { username: 'batch3', password: second }, allowedHosts: [] }
  await runChange(await tenant.permit('secret:edit'), (scope) => editSecret(scope, editInput(tenant.place, change)))
  await make(3, 1)
  await db().organization.update({ where: { id: tenant.organization.id }, data: { allowedDomainsRequired: true } })
  const refusal = await refusesAndChangesNothing(tenant, 'wrong_state', () => make(4, 3))
  assert.match(refusal.message, /A policy requires allowed domains/)
  await make(4, 2)
})

test('what is current, what is not there, what is archived or was seen before is refused', async () => {
  const { tenant, id, make } = await twoVersions()
  await refusesAndChangesNothing(tenant, 'wrong_state', () => make(2, 2))
  await refusesAndChangesNothing(tenant, 'not_found', () => make(2, 7))
  await refusesAndChangesNothing(tenant, 'stale_version', () => make(1, 1))
  await refusesAndChangesNothing(tenant, 'not_permitted', () => make(2, 1, 'editor'))
  const foreign = await makeTenant()
  const permit = await foreign.permit('secret:edit')
  await refusesAndChangesNothing(tenant, 'not_found', () =>
    runChange(permit, (scope) => makeCurrent(scope, { ...foreign.place, id, rowVersion: 2, version: 1 })),
  )
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 2 }),
  )
  await refusesAndChangesNothing(tenant, 'wrong_state', () => make(3, 1))
})
