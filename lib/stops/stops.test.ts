import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { listStops } from './list-stops.ts'
import { resumeSends } from './resume-sends.ts'
import { resumeSendsInput, stopSendsInput } from './schema.ts'
import { stopSends } from './stop-sends.ts'

after(disconnect)

type Place = 'europe' | 'america' | null

const permitOf = (tenant: Tenant, role: TestRole, place: Place) =>
  place ? tenant.permit('sends:stop', role, place) : tenant.organizationPermit('sends:stop', role)
const stop = async (tenant: Tenant, role: TestRole, place: Place) =>
  runChange(await permitOf(tenant, role, place), stopSends)
const resume = async (tenant: Tenant, role: TestRole, place: Place, stoppedAt: string) =>
  runChange(await permitOf(tenant, role, place), (scope) => resumeSends(scope, { stoppedAt }))
const stopsSeen = async (tenant: Tenant, role: TestRole = 'org_admin') =>
  listStops(await tenant.organizationPermit('organization:view', role))
const none = { organization: null, domains: [] }

const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )
const logOf = async ({ organization }: Tenant) => {
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: organization.id },
    orderBy: { sequence: 'asc' },
  })
  return entries.map(({ action, subjectKind, subjectName, actorName }) => [action, subjectKind, subjectName, actorName])
}

test('a domain is stopped and goes on, each logged with who did it', async () => {
  const tenant = await makeTenant()
  const { wasStopped, ...stopped } = await stop(tenant, 'domain_admin', 'europe')
  assert.equal(wasStopped, false)
  assert.equal(stopped.stoppedByName, 'Lena Fischer')
  assert.deepEqual(await stopsSeen(tenant), {
    organization: null,
    domains: [{ slug: 'europe', name: 'Europe', ...stopped, mayResume: true }],
  })
  const resumed = await resume(tenant, 'org_admin', 'europe', stopped.stoppedAt)
  assert.deepEqual(resumed, { wasStopped: true, stillHolds: null })
  assert.deepEqual(await stopsSeen(tenant), none)
  assert.deepEqual(await logOf(tenant), [
    ['sends.stopped', 'domain', 'Europe', 'Lena Fischer'],
    ['sends.resumed', 'domain', 'Europe', 'Marek Dvořák'],
  ])
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('the organization is stopped and goes on; a domain’s own stop is another', async () => {
  const tenant = await makeTenant()
  const own = await stop(tenant, 'domain_admin', 'europe')
  const { wasStopped: _, ...all } = await stop(tenant, 'owner', null)
  assert.deepEqual((await stopsSeen(tenant)).organization, { ...all, mayResume: true })
  // Lifting the domain's says that the organization's holds on, and leaves it.
  assert.deepEqual(await resume(tenant, 'domain_admin', 'europe', own.stoppedAt), { wasStopped: true, stillHolds: all })
  assert.deepEqual(await stopsSeen(tenant), { organization: { ...all, mayResume: true }, domains: [] })
  await stop(tenant, 'domain_admin', 'europe')
  assert.deepEqual(await resume(tenant, 'owner', null, all.stoppedAt), { wasStopped: true, stillHolds: null })
  const left = await stopsSeen(tenant)
  assert.equal(left.organization, null)
  assert.deepEqual(
    left.domains.map(({ slug }) => slug),
    ['europe'],
  )
  assert.equal((await logOf(tenant)).length, 5)
})

test('whoever may not is refused, and a place of others does not exist: nothing is changed', async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()]
  const refused = async (role: TestRole, place: Place) => codeOf(stop(tenant, role, place))
  assert.equal(await refused('editor', 'europe'), 'not_permitted')
  assert.equal(await refused('other_domain_admin', 'europe'), 'not_found')
  for (const role of ['domain_admin', 'editor', 'other_domain_admin'] as const)
    assert.equal(await refused(role, null), 'not_permitted')
  for (const place of ['europe', null] as const) assert.equal(await refused('stranger', place), 'not_found')
  await stop(other, 'owner', null)
  assert.deepEqual(await stopsSeen(tenant), none)

  const { stoppedAt } = await stop(tenant, 'owner', null)
  assert.equal(await codeOf(resume(tenant, 'domain_admin', null, stoppedAt)), 'not_permitted')
  const inDomain = await stop(tenant, 'owner', 'europe')
  assert.equal(await codeOf(resume(tenant, 'editor', 'europe', inDomain.stoppedAt)), 'not_permitted')
  const seen = await stopsSeen(tenant)
  assert.deepEqual([seen.organization?.stoppedAt, seen.domains[0]?.stoppedAt], [stoppedAt, inDomain.stoppedAt])
  assert.equal((await logOf(tenant)).length, 2)
})

test('everybody sees what holds for them, and who may lift it', async () => {
  const tenant = await makeTenant()
  for (const place of ['europe', 'america', null] as const) await stop(tenant, 'owner', place)
  const seen = async (role: TestRole) => {
    const { organization, domains } = await stopsSeen(tenant, role)
    return [organization?.mayResume, Object.fromEntries(domains.map(({ slug, mayResume }) => [slug, mayResume]))]
  }
  assert.deepEqual(await seen('owner'), [true, { america: true, europe: true }])
  assert.deepEqual(await seen('org_admin'), [true, { america: true, europe: true }])
  assert.deepEqual(await seen('domain_admin'), [false, { europe: true }])
  assert.deepEqual(await seen('editor'), [false, { europe: false }])
  assert.deepEqual(await seen('other_domain_admin'), [false, { america: true }])
})

test('what is stopped stays as it was stopped, says by whom, and is logged once', async () => {
  const tenant = await makeTenant()
  const first = await stop(tenant, 'domain_admin', 'europe')
  assert.deepEqual(await stop(tenant, 'owner', 'europe'), { ...first, wasStopped: true })
  assert.equal((await logOf(tenant)).length, 1)
  await resume(tenant, 'owner', 'europe', first.stoppedAt)
  const again = await resume(tenant, 'domain_admin', 'europe', first.stoppedAt)
  assert.deepEqual(again, { wasStopped: false, stillHolds: null })
  assert.equal((await logOf(tenant)).length, 2)
})

test('a stop that was laid on since one looked is not lifted', async () => {
  const tenant = await makeTenant()
  const first = await stop(tenant, 'domain_admin', 'europe')
  const before = new Date(Date.parse(first.stoppedAt) - 1).toISOString()
  assert.equal(await codeOf(resume(tenant, 'owner', 'europe', before)), 'stale_version')
  assert.equal((await stopsSeen(tenant)).domains[0]?.stoppedAt, first.stoppedAt)
  assert.equal((await logOf(tenant)).length, 1)
})

test('of two admins at once, one stops (or lifts) and the other is told', async () => {
  for (const place of ['europe', null] as const) {
    const tenant = await makeTenant()
    const stops = await Promise.all([stop(tenant, 'owner', place), stop(tenant, 'org_admin', place)])
    assert.deepEqual(stops.map(({ wasStopped }) => wasStopped).toSorted(), [false, true])
    const [one, two] = stops.map(({ wasStopped: _, ...held }) => held)
    assert.deepEqual(one, two)
    const stoppedAt = one?.stoppedAt ?? ''
    const lifted = await Promise.all([
      resume(tenant, 'owner', place, stoppedAt),
      resume(tenant, 'org_admin', place, stoppedAt),
    ])
    assert.deepEqual(lifted.map(({ wasStopped }) => wasStopped).toSorted(), [false, true])
    assert.deepEqual(await stopsSeen(tenant), none)
    assert.equal((await logOf(tenant)).length, 2)
  }
})

test('an archived domain does not exist, and its stop is not shown', async () => {
  const tenant = await makeTenant()
  await stop(tenant, 'owner', 'europe')
  const { europe } = tenant.organization
  await db().domain.updateMany({ where: { id: europe.id }, data: { archivedAt: new Date() } })
  assert.equal(await codeOf(stop(tenant, 'owner', 'europe')), 'not_found')
  assert.deepEqual(await stopsSeen(tenant), none)
})

test('a place alone is no order, and a time is one', () => {
  const place = { organization: 'acme', domain: 'europe' }
  assert.equal(stopSendsInput.safeParse(place).success, false)
  assert.equal(stopSendsInput.safeParse({ ...place, isConfirmed: true }).success, true)
  for (const stoppedAt of [undefined, '', 'yesterday', 0])
    assert.equal(resumeSendsInput.safeParse({ ...place, stoppedAt }).success, false)
})
