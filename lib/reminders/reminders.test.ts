import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { putRow } from '#lib/testing/put-row.ts'
import { giveReminders } from './give-reminders.ts'
import { listReminders } from './list-reminders.ts'

after(disconnect)

const dayMs = 86_400_000
const dayFromNow = (days: number, timeZone = 'UTC') => dayIn(timeZone, new Date(Date.now() + days * dayMs))
const dateFromNow = (days: number, timeZone = 'UTC') => new Date(`${dayFromNow(days, timeZone)}T00:00:00Z`)

async function tenantWithSecrets() {
  const tenant = await makeTenant()
  const give = () => giveReminders(undefined, tenant.organization.id)
  const make = async (name: string, days: number | null) => {
    const expiresOn = days === null ? null : dayFromNow(days)
    const input = tokenInput(tenant.place, { name, value: 'canary-Rm77-a-value-that-expires', expiresOn })
    return (await runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, input))).id
  }
  const makeOrganizations = async (name: string, days: number) => {
    const place = { organization: tenant.organization.slug }
    const input = tokenInput(place, { name, value: 'canary-Rm78-a-value', expiresOn: dayFromNow(days) })
    return (await runChange(await tenant.organizationPermit('secret:create'), (scope) => createSecret(scope, input))).id
  }
  /** What Postern noted, by name. */
  const noted = async () => {
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId: tenant.organization.id, action: 'secret.expires_soon' },
      orderBy: { sequence: 'asc' },
    })
    return entries.map(({ subjectName, details, actorKind, domainId }) => ({
      name: subjectName,
      daysLeft: (details as { daysLeft?: number }).daysLeft,
      actorKind,
      isOfDomain: domainId === tenant.organization.europe.id,
    }))
  }
  return { tenant, give, make, makeOrganizations, noted }
}

test('each distance of a date is noted once, and one that comes in late gets only its nearest', async () => {
  const { tenant, give, make, makeOrganizations, noted } = await tenantWithSecrets()
  const id = await make('near', 30)
  await make('far', 31)
  await make('never', null)
  await makeOrganizations('ours', 5)
  assert.equal(await give(), 2)
  assert.deepEqual(await noted(), [
    { name: 'ours', daysLeft: 5, actorKind: 'system', isOfDomain: false },
    { name: 'near', daysLeft: 30, actorKind: 'system', isOfDomain: true },
  ])
  assert.equal(await give(), 0)
  const left = async () => (await noted()).filter(({ name }) => name === 'near').map(({ daysLeft }) => daysLeft)
  // A changed date starts anew.
  for (const days of [6, 1, 0]) {
    await putRow(tenant, id, { expiresOn: dateFromNow(days) })
    assert.equal(await give(), 1)
    assert.equal(await give(), 0)
  }
  assert.deepEqual(await left(), [30, 6, 1, 0])
  const distances = await db().reminder.findMany({ where: { secretId: id }, orderBy: { daysBefore: 'asc' } })
  assert.deepEqual(
    distances.map((row) => row.daysBefore),
    [1, 1, 7, 30],
  )
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('as days pass, each nearer distance of one date is noted', async () => {
  const { tenant, give, make, noted } = await tenantWithSecrets()
  const id = await make('near', 6)
  const { id: organizationId } = tenant.organization
  await db().reminder.create({
    data: { organizationId, secretId: id, expiresOn: dateFromNow(6), daysBefore: 30, givenAt: new Date() },
  })
  assert.equal(await give(), 1)
  assert.equal((await noted())[0]?.daysLeft, 6)
})

test('archived, revoked and expired secrets, and those of an archived domain, are passed over', async () => {
  const { tenant, give, make } = await tenantWithSecrets()
  await putRow(tenant, await make('archived', 3), { archivedAt: new Date() })
  await putRow(tenant, await make('revoked', 3), { revokedAt: new Date() })
  await putRow(tenant, await make('expired', 3), { expiresOn: dateFromNow(-1) })
  assert.equal(await give(), 0)
  assert.deepEqual(await listReminders(await tenant.organizationPermit('organization:view')), [])
  await make('active', 3)
  await db().domain.updateMany({ where: { id: tenant.organization.europe.id }, data: { archivedAt: new Date() } })
  assert.equal(await give(), 0)
})

test('several processes at once note each secret once', async () => {
  const { give, make, noted } = await tenantWithSecrets()
  for (let nth = 0; nth < 6; nth += 1) await make(`s${nth}`, 7)
  const counts = await Promise.all([give(), give(), give()])
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    6,
  )
  assert.equal((await noted()).length, 6)
})

test('days are counted in the organization’s time zone', async () => {
  const { tenant, give, make, noted } = await tenantWithSecrets()
  // These two never have the same day.
  for (const [name, timeZone] of [
    ['first', 'Pacific/Kiritimati'],
    ['last', 'Pacific/Pago_Pago'],
  ] as const) {
    await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone } })
    const id = await make(name, 20)
    await putRow(tenant, id, { expiresOn: dateFromNow(7, timeZone) })
    await give()
    const [item] = (await listReminders(await tenant.organizationPermit('secret:list'))).filter((one) => one.id === id)
    assert.deepEqual([item?.daysLeft, item?.expiresOn], [7, dayFromNow(7, timeZone)])
  }
  assert.deepEqual(
    (await noted()).filter(({ name }) => name === 'last').map(({ daysLeft }) => daysLeft),
    [7],
  )
})

test('a list has what the person may see, soonest first and at most 20', async () => {
  const { tenant, make, makeOrganizations } = await tenantWithSecrets()
  for (let nth = 0; nth < 21; nth += 1) await make(`s${String(nth).padStart(2, '0')}`, 30 - nth)
  await makeOrganizations('ours', 2)
  await make('far', 31)
  const shown = async (role: 'org_admin' | 'editor' | 'other_domain_admin') =>
    listReminders(await tenant.organizationPermit('organization:view', role))
  const toAdmin = await shown('org_admin')
  assert.equal(toAdmin.length, 20)
  assert.deepEqual([toAdmin[0]?.name, toAdmin[0]?.domain, toAdmin[0]?.daysLeft], ['ours', null, 2])
  assert.deepEqual(toAdmin[1]?.domain, { slug: 'europe', name: 'Europe' })
  assert.equal((await shown('editor'))[0]?.name, 's20')
  assert.deepEqual(await shown('other_domain_admin'), [])
})
