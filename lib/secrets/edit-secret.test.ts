import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { first, second, tenantWithSecret } from '#lib/testing/an-edit.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { putRow } from '#lib/testing/put-row.ts'
import { dayFromNow } from '#lib/testing/secret-asks.ts'
import { refusesAndChangesNothing, secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { editSecret } from './edit-secret.ts'

after(disconnect)

const dayText = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(day))

const lastEntry = async (tenant: Tenant) => {
  const entry = (await secretRows(tenant)).log.at(-1)
  return [entry?.action, entry?.details as ChangeDetails] as const
}

test('a new value is the next version, with new allowed domains, and each field’s old and new text is logged', async () => {
  const { tenant, id, edit } = await tenantWithSecret({ allowedHosts: ['a.example.com'] })
  const changed = await edit(1, {
    value: second,
    allowedHosts: ['A.example.com', '*.b.example.com'],
    description: 'Jira',
    expiresOn: dayFromNow(9),
  })
  assert.deepEqual(changed, { id, name: 'jira_pat', version: 2, rowVersion: 2 })
  assert.deepEqual(await lastEntry(tenant), [
    'secret.rotated',
    {
      rowVersion: 2,
      version: { from: 1, to: 2 },
      fields: {
        Description: { from: null, to: 'Jira' },
        'Allowed domains': { from: 'a.example.com', to: 'a.example.com, *.b.example.com' },
        'Expiration date': { from: null, to: dayText(dayFromNow(9)) },
      },
    },
  ])
  const rows = await secretRows(tenant)
  assert.equal(rows.secrets[0]?.searchText, 'jira_pat\njira\ntoken\na.example.com\n*.b.example.com')
  const text = textOf(rows, changed)
  assert.ok(!text.includes(first) && !text.includes(second))
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('without a value the stored one stays, byte for byte', async () => {
  const { tenant, edit } = await tenantWithSecret()
  const [before] = (await secretRows(tenant)).versions
  assert.equal((await edit(1, { description: 'Jira', expiresOn: dayFromNow(0) })).version, 1)
  assert.deepEqual(await lastEntry(tenant), [
    'secret.edited',
    {
      rowVersion: 2,
      fields: {
        Description: { from: null, to: 'Jira' },
        'Expiration date': { from: null, to: dayText(dayFromNow(0)) },
      },
    },
  ])
  const { versions, log } = await secretRows(tenant)
  assert.deepEqual(versions, [before])
  // And an edit of nothing writes nothing.
  assert.equal((await edit(2, { description: 'Jira', expiresOn: dayFromNow(0) })).rowVersion, 2)
  assert.equal((await secretRows(tenant)).log.length, log.length)
})

test('a new value without a word about domains keeps them', async () => {
  const { tenant, edit } = await tenantWithSecret({ allowedHosts: ['a.example.com'] })
  await edit(1, { value: second })
  assert.deepEqual((await secretRows(tenant)).versions[1]?.allowedHosts, ['a.example.com'])
  await edit(2, { value: second, allowedHosts: [] })
  assert.deepEqual((await secretRows(tenant)).versions[2]?.allowedHosts, [])
  assert.deepEqual((await lastEntry(tenant))[1].fields, { 'Allowed domains': { from: 'a.example.com', to: null } })
})

test('allowed domains without a new value are refused', async () => {
  const { tenant, edit } = await tenantWithSecret()
  for (const allowedHosts of [[], ['a.example.com']]) {
    const refusal = await refusesAndChangesNothing(tenant, 'value_required', () => edit(1, { allowedHosts }))
    assert.match(refusal.fields.allowedHosts ?? '', /only together with a new value/)
  }
})

test('what cannot be stored is refused field by field', async () => {
  const { tenant, edit } = await tenantWithSecret()
  const refusal = await refusesAndChangesNothing(tenant, 'invalid', () =>
    edit(1, { value: '', allowedHosts: ['*.github.io'], expiresOn: dayFromNow(-1) }),
  )
  assert.deepEqual(Object.keys(refusal.fields).sort(), ['allowedHosts', 'allowedHosts.0', 'expiresOn', 'value'])
  await refusesAndChangesNothing(tenant, 'invalid', () => edit(1, { expiresOn: dayFromNow(-1) }))
})

test('of a pair both are replaced or none', async () => {
  const { tenant, edit } = await tenantWithSecret({
    type: 'username_password',
    value: { username: 'batch', password: first },
  })
  for (const value of [{ username: '', password: second }, { username: 'batch', password: '' }, second])
    await refusesAndChangesNothing(tenant, 'invalid', () => edit(1, { value }))
  await edit(1, { value: { username: 'batch2', password: second } })
  const [, version] = (await secretRows(tenant)).versions
  assert.ok(version?.sealedUsername && version.sealedValue)
})

test('"leaked" destroys the replaced value and all before it', async () => {
  const { tenant, edit } = await tenantWithSecret()
  await edit(1, { value: second })
  await edit(2, { value: 'a third value of some length', isLeaked: true })
  const { versions } = await secretRows(tenant)
  assert.deepEqual(
    versions.map(({ sealedValue, valueHash, weakness, destroyedAt }) => [
      sealedValue !== null,
      valueHash !== null,
      weakness,
      destroyedAt !== null,
    ]),
    [
      [false, false, null, true],
      [false, false, null, true],
      [true, true, null, false],
    ],
  )
  assert.equal((await lastEntry(tenant))[1].note, 'leaked')
})

test('an expired date that is left as it is goes with a new value, and stays without one', async () => {
  const { tenant, id, edit } = await tenantWithSecret({ expiresOn: dayFromNow(0) })
  const past = dayFromNow(-3)
  await putRow(tenant, id, { expiresOn: new Date(past) })
  await edit(1, { description: 'Still expired', expiresOn: past })
  assert.equal((await secretRows(tenant)).secrets[0]?.expiresOn?.toISOString().slice(0, 10), past)
  await refusesAndChangesNothing(tenant, 'invalid', () => edit(2, { value: second, expiresOn: dayFromNow(-2) }))
  await edit(2, { value: second, description: 'Still expired', expiresOn: past })
  assert.equal((await secretRows(tenant)).secrets[0]?.expiresOn, null)
  assert.deepEqual((await lastEntry(tenant))[1].fields, { 'Expiration date': { from: dayText(past), to: null } })
})

test('a revoked secret comes back with a new value that says where it may go', async () => {
  const { tenant, id, edit } = await tenantWithSecret({ allowedHosts: ['a.example.com'] })
  await putRow(tenant, id, { revokedAt: new Date() })
  await db().secretVersion.updateMany({
    where: { secretId: id },
    // Nothing proves these any more, so they are not taken over.
    data: {
      sealedValue: null,
      valueHash: null,
      weakness: null,
      destroyedAt: new Date(),
      allowedHosts: ['evil.example'],
    },
  })
  const refusal = await refusesAndChangesNothing(tenant, 'invalid', () => edit(1, { value: second }))
  assert.match(refusal.fields.allowedHosts ?? '', /revoked/)
  await edit(1, { description: 'Revoked last week' })
  assert.ok((await secretRows(tenant)).secrets[0]?.revokedAt)
  await edit(2, { value: second, allowedHosts: ['b.example.com'], description: 'Revoked last week' })
  const { secrets, versions } = await secretRows(tenant)
  assert.deepEqual([secrets[0]?.revokedAt, versions[1]?.allowedHosts], [null, ['b.example.com']])
  const [action, details] = await lastEntry(tenant)
  assert.deepEqual([action, details.version], ['secret.reactivated', { from: 1, to: 2 }])
})

test('a policy that requires domains holds for the next value, also where they are taken over', async () => {
  const { tenant, edit } = await tenantWithSecret()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { allowedDomainsRequired: true } })
  for (const over of [{}, { allowedHosts: [] }]) {
    const refusal = await refusesAndChangesNothing(tenant, 'invalid', () => edit(1, { value: second, ...over }))
    assert.match(refusal.fields.allowedHosts ?? '', /requires allowed domains/)
  }
  await edit(1, { description: 'No value, no question' })
  await edit(2, { value: second, allowedHosts: ['a.example.com'] })
})

test('an archived secret is not changed', async () => {
  const { tenant, id, edit } = await tenantWithSecret()
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
  )
  await refusesAndChangesNothing(tenant, 'wrong_state', () => edit(2, { value: second }))
  await refusesAndChangesNothing(tenant, 'wrong_state', () => edit(2, { description: 'x' }))
})

test('an Editor, a stranger, another place and another tenant change nothing', async () => {
  const { tenant, id, edit } = await tenantWithSecret()
  await refusesAndChangesNothing(tenant, 'not_permitted', () => edit(1, { value: second }, 'editor'))
  await refusesAndChangesNothing(tenant, 'not_found', () => edit(1, { value: second }, 'stranger'))
  const foreign = await tenantWithSecret()
  const change = { id: foreign.id, rowVersion: 1, value: second }
  const permits = [
    await tenant.permit('secret:edit'),
    await tenant.permit('secret:edit', 'other_domain_admin', 'america'),
    await tenant.organizationPermit('secret:edit'),
  ]
  for (const [index, permit] of permits.entries()) {
    await refusesAndChangesNothing(foreign.tenant, 'not_found', () =>
      runChange(permit, (scope) => editSecret(scope, editInput(tenant.place, change))),
    )
    if (index === 0) continue
    // Nor is a domain's secret the organization's, or another domain's.
    await refusesAndChangesNothing(tenant, 'not_found', () =>
      runChange(permit, (scope) => editSecret(scope, editInput(tenant.place, { ...change, id }))),
    )
  }
})

test('an organization secret is edited by its admins, logged without a domain, and by no Domain Admin', async () => {
  const tenant = await makeTenant()
  const place = { organization: tenant.place.organization }
  const { id } = await runChange(await tenant.organizationPermit('secret:create'), (scope) =>
    createSecret(scope, secretInput(place, { name: 'crm.apiKey', type: 'token', value: first })),
  )
  const edit = async (rowVersion: number, role: TestRole) =>
    runChange(await tenant.organizationPermit('secret:edit', role), (scope) =>
      editSecret(scope, editInput(place, { id, rowVersion, value: second, allowedHosts: ['a.example.com'] })),
    )
  await refusesAndChangesNothing(tenant, 'not_permitted', () => edit(1, 'domain_admin'))
  await refusesAndChangesNothing(tenant, 'not_permitted', () => edit(1, 'editor'))
  await refusesAndChangesNothing(tenant, 'not_found', async () =>
    runChange(await tenant.permit('secret:edit', 'owner'), (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion: 1, value: second })),
    ),
  )
  assert.deepEqual(await edit(1, 'owner'), { id, name: 'crm.apiKey', version: 2, rowVersion: 2 })
  const entry = (await secretRows(tenant)).log.at(-1)
  assert.deepEqual([entry?.action, entry?.domainId, entry?.actorRole], ['secret.rotated', null, 'Owner'])
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})
