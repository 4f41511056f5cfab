import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { dayIn } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { putRow } from '#lib/testing/put-row.ts'
import { refusesAndChangesNothing, secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { archiveSelected, restoreSelected, setExpirationOfSelected } from './change-selected.ts'
import { createSecret } from './create-secret.ts'
import { deleteSecret } from './delete-secret.ts'
import { restoreSecret } from './restore-secret.ts'
import { revokeSecret } from './revoke-secret.ts'

after(disconnect)

const canary = 'canary-Lf55-a-value-with-a-life'
const dayMs = 86_400_000
const dayFromNow = (days: number) => dayIn('UTC', new Date(Date.now() + days * dayMs))

/** A tenant in one of the two places that have secrets. */
async function tenantIn(level: 'domain' | 'organization') {
  const tenant = await makeTenant()
  const place = level === 'domain' ? tenant.place : { organization: tenant.organization.slug }
  const permit = <P extends Permission>(permission: P, role?: TestRole) =>
    level === 'domain' ? tenant.permit(permission, role) : tenant.organizationPermit(permission, role)
  const run = async <P extends Permission, T>(permission: P, change: (scope: Scope<P>) => Promise<T>) =>
    runChange(await permit(permission), change)
  const make = async (name: string, over: Record<string, unknown> = {}) =>
    (
      await run('secret:create', (scope) =>
        createSecret(scope, secretInput(place, { name, type: 'token', value: canary, ...over })),
      )
    ).id
  const seen = (id: string, rowVersion = 1) => ({ ...place, id, rowVersion })
  const acts = {
    archive: (id: string, rowVersion?: number) =>
      run('secret:archive', (scope) => archiveSecret(scope, seen(id, rowVersion))),
    revoke: (id: string, rowVersion?: number) =>
      run('secret:revoke', (scope) => revokeSecret(scope, seen(id, rowVersion))),
    restore: (id: string, rowVersion?: number) =>
      run('secret:restore', (scope) => restoreSecret(scope, seen(id, rowVersion))),
    remove: (id: string, rowVersion?: number, confirmation?: string) =>
      run('secret:delete', (scope) => deleteSecret(scope, { ...seen(id, rowVersion), confirmation })),
  }
  return { tenant, place, permit, run, make, ...acts }
}

const lastEntry = async (tenant: Tenant) => {
  const entry = (await secretRows(tenant)).log.at(-1)
  return [entry?.action, entry?.subjectName, entry?.details as ChangeDetails] as const
}

const assertWhole = async (tenant: Tenant) => {
  const verdict = await verifyLog(tenant.organization.id)
  assert.equal(verdict.whole, true, 'reason' in verdict ? verdict.reason : '')
}

for (const level of ['domain', 'organization'] as const) {
  test(`of a secret of the ${level}: archived, restored, revoked and deleted, each logged and each once`, async () => {
    const { tenant, make, archive, restore, revoke, remove } = await tenantIn(level)
    const id = await make('crm_key')
    assert.deepEqual(await archive(id), { id, name: 'crm_key', version: 1, rowVersion: 2 })
    assert.deepEqual(await lastEntry(tenant), ['secret.archived', 'crm_key', { rowVersion: 2 }])
    await refusesAndChangesNothing(tenant, 'wrong_state', () => archive(id, 2))
    await refusesAndChangesNothing(tenant, 'wrong_state', () => revoke(id, 2))

    await restore(id, 2)
    assert.deepEqual(await lastEntry(tenant), ['secret.restored', 'crm_key', { rowVersion: 3 }])
    await refusesAndChangesNothing(tenant, 'wrong_state', () => restore(id, 3))

    await revoke(id, 3)
    assert.deepEqual(await lastEntry(tenant), ['secret.revoked', 'crm_key', { rowVersion: 4 }])
    const { secrets, versions } = await secretRows(tenant)
    assert.ok(secrets[0]?.revokedAt)
    for (const version of versions) {
      assert.deepEqual([version.sealedValue, version.sealedUsername, version.valueHash], [null, null, null])
      assert.ok(version.destroyedAt)
    }
    await refusesAndChangesNothing(tenant, 'wrong_state', () => revoke(id, 4))
    // Coming back from the archive brings nothing else back.
    await archive(id, 4)
    await restore(id, 5)
    assert.ok((await secretRows(tenant)).secrets[0]?.revokedAt)
    await assertWhole(tenant)

    await remove(id, 6)
    assert.deepEqual(await lastEntry(tenant), ['secret.deleted', 'crm_key', { rowVersion: 7, isDeleted: true }])
    const rows = await secretRows(tenant)
    assert.deepEqual([rows.secrets, rows.versions], [[], []])
    assert.ok(!textOf(rows).includes(canary))
    await make('crm_key')
    await assertWhole(tenant)
  })

  test(`of a secret of the ${level}: who saw an older state, asks for another’s, or may not, changes nothing`, async () => {
    const { tenant, permit, make, archive, restore, revoke, remove } = await tenantIn(level)
    const other = await tenantIn(level)
    const [id, foreign] = [await make('crm_key'), await other.make('crm_key')]
    const elsewhere = await tenantIn(level === 'domain' ? 'organization' : 'domain')
    await archive(id)
    for (const act of [archive, restore, revoke, remove]) {
      await refusesAndChangesNothing(tenant, 'stale_version', () => act(id, 1))
      await refusesAndChangesNothing(other.tenant, 'not_found', () => act(foreign))
    }
    const message = await refusesAndChangesNothing(tenant, 'stale_version', () => restore(id, 1))
    assert.match(message.message, /archived it/)
    for (const act of [elsewhere.archive, elsewhere.remove])
      await refusesAndChangesNothing(tenant, 'not_found', () => act(id, 2))
    const weaker = level === 'domain' ? 'editor' : 'domain_admin'
    for (const permission of ['secret:archive', 'secret:restore', 'secret:revoke', 'secret:delete'] as const)
      await refusesAndChangesNothing(tenant, 'not_permitted', () => permit(permission, weaker))
  })
}

test('of many who archive one secret at once, one does', async () => {
  const { tenant, make, archive } = await tenantIn('domain')
  const id = await make('crm_key')
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => archive(id)))
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1)
  for (const result of results)
    if (result.status === 'rejected')
      assert.ok(result.reason instanceof PosternError && result.reason.code === 'stale_version')
  assert.equal((await secretRows(tenant)).log.filter((entry) => entry.action === 'secret.archived').length, 1)
  await assertWhole(tenant)
})

test('a secret is restored on the last day of the retention, and not after it', async () => {
  const { tenant, make, archive, restore } = await tenantIn('domain')
  const [inTime, late] = [await make('in_time'), await make('late')]
  await archive(inTime)
  await archive(late)
  await putRow(tenant, inTime, { archivedAt: new Date(Date.now() - 30 * dayMs + 60_000) })
  await putRow(tenant, late, { archivedAt: new Date(Date.now() - 30 * dayMs) })
  await restore(inTime, 2)
  const refusal = await refusesAndChangesNothing(tenant, 'wrong_state', () => restore(late, 2))
  assert.match(refusal.message, /30 days ago/)
  await assertWhole(tenant)
})

test('a secret that stored text names is deleted only by whoever types its name', async () => {
  const { tenant, make, remove } = await tenantIn('domain')
  const id = await make('crm_key')
  const { id: organizationId, europe, america } = tenant.organization
  const refer = (domainId: string) =>
    db().referenceInUse.create({
      data: {
        organizationId,
        domainId,
        consumerKind: 'integration_request',
        consumerId: crypto.randomUUID(),
        field: 'body',
        nameLower: 'crm_key',
      },
    })
  await refer(america.id)
  await refer(europe.id)
  for (const typed of [undefined, '', 'crm', 'crm_key '])
    await refusesAndChangesNothing(tenant, 'invalid', () => remove(id, 1, typed))
  await remove(id, 1, 'crm_key')
  assert.equal(await db().secret.count({ where: { organizationId } }), 0)
  // What another domain names is not this secret.
  await db().referenceInUse.deleteMany({ where: { organizationId, domainId: europe.id } })
  await remove(await make('crm_key'))
  await assertWhole(tenant)
})

test('a deletion frees the names that the secret had, and no other’s', async () => {
  const { tenant, make, remove } = await tenantIn('organization')
  const [id, other] = [await make('crm'), await make('mail')]
  const reserved = { organizationId: tenant.organization.id, scopeId: tenant.organization.id, until: new Date(2 ** 41) }
  await db().reservedName.createMany({
    data: [
      { ...reserved, nameLower: 'crm_old', secretId: id },
      { ...reserved, nameLower: 'mail_old', secretId: other },
    ],
  })
  await remove(id)
  const left = await db().reservedName.findMany({ where: { organizationId: tenant.organization.id } })
  assert.deepEqual(
    left.map((row) => row.nameLower),
    ['mail_old'],
  )
})

test('several are archived and restored: each as it was seen, the others named with their reason', async () => {
  const { tenant, place, run, make, archive, revoke } = await tenantIn('domain')
  const foreign = await tenantIn('domain')
  const [a, b, c] = [await make('a'), await make('b'), await make('c')]
  const [elsewhere, gone] = [await foreign.make('theirs'), crypto.randomUUID()]
  await archive(b)
  await revoke(c)
  const before = await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } })
  const answer = await run('secret:archive', (scope) =>
    archiveSelected(scope, {
      ...place,
      secrets: [
        { id: c, rowVersion: 1 },
        { id: b, rowVersion: 2 },
        { id: elsewhere, rowVersion: 1 },
        { id: a, rowVersion: 1 },
        { id: gone, rowVersion: 1 },
      ],
    }),
  )
  const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id)
  assert.deepEqual(
    answer.changed.sort(byId),
    [
      { id: a, rowVersion: 2 },
      { id: b, rowVersion: 2 },
    ].sort(byId),
  )
  assert.deepEqual(
    answer.refused.map(({ id, name }) => ({ id, name })).sort(byId),
    [
      { id: c, name: 'c' },
      { id: elsewhere, name: '' },
      { id: gone, name: '' },
    ].sort(byId),
  )
  assert.match(answer.refused.find(({ id }) => id === c)?.message ?? '', /revoked it/)
  // One entry for the one that changed; what was archived already needs none.
  assert.equal(await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } }), before + 1)
  assert.equal((await secretRows(foreign.tenant)).secrets[0]?.archivedAt, null)

  await putRow(tenant, b, { archivedAt: new Date(Date.now() - 31 * dayMs) })
  const restored = await run('secret:restore', (scope) =>
    restoreSelected(scope, { ...place, secrets: [a, b, c].map((id) => ({ id, rowVersion: 2 })) }),
  )
  assert.deepEqual(
    restored.changed.sort(byId),
    [
      { id: a, rowVersion: 3 },
      { id: c, rowVersion: 2 },
    ].sort(byId),
  )
  assert.match(restored.refused[0]?.message ?? '', /30 days/)
  await assertWhole(tenant)
})

test('several get one expiration date; one that has passed is refused for all', async () => {
  const { tenant, place, run, make, archive } = await tenantIn('domain')
  const day = dayFromNow(40)
  const [a, b, archived] = [await make('a'), await make('b', { expiresOn: day }), await make('archived')]
  await archive(archived)
  const secrets = [
    { id: a, rowVersion: 1 },
    { id: b, rowVersion: 1 },
    { id: archived, rowVersion: 2 },
  ]
  const set = (expiresOn: string | null) =>
    run('secret:edit', (scope) => setExpirationOfSelected(scope, { ...place, secrets, expiresOn }))
  await refusesAndChangesNothing(tenant, 'invalid', () => set(dayFromNow(-1)))
  const answer = await set(day)
  assert.deepEqual(answer.changed.map(({ rowVersion }) => rowVersion).sort(), [1, 2])
  assert.match(answer.refused[0]?.message ?? '', /archived/)
  const [action, name, details] = await lastEntry(tenant)
  assert.deepEqual([action, name, details.rowVersion], ['secret.edited', 'a', 2])
  assert.equal(details.fields?.['Expiration date']?.from, null)
  await assertWhole(tenant)
})

test('two who choose the same secrets at once, in other orders, both get an answer', async () => {
  const { tenant, place, run, make } = await tenantIn('domain')
  const ids: string[] = []
  for (let nth = 0; nth < 12; nth += 1) ids.push(await make(`s${nth}`))
  const chosen = (order: string[]) => ({ ...place, secrets: order.map((id) => ({ id, rowVersion: 1 })) })
  const answers = await Promise.all(
    [ids, ids.toReversed(), ids.toSorted()].map((order) =>
      run('secret:archive', (scope) => archiveSelected(scope, chosen(order))),
    ),
  )
  assert.deepEqual(answers.map(({ changed, refused }) => [changed.length, refused.length]).sort(), [
    [0, 12],
    [0, 12],
    [12, 0],
  ])
  await assertWhole(tenant)
})
