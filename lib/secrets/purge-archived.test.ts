import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { putRow } from '#lib/testing/put-row.ts'
import { secretRows } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { purgeArchived } from './purge-archived.ts'
import { restoreSecret } from './restore-secret.ts'

after(disconnect)

const dayMs = 86_400_000

/** A tenant of which secrets can be archived so many days ago. */
async function tenantWithArchive() {
  const tenant = await makeTenant()
  const purge = () => purgeArchived(undefined, tenant.organization.id)
  const archived = async (name: string, daysAgo: number) => {
    const { id } = await runChange(await tenant.permit('secret:create'), (scope) =>
      createSecret(scope, tokenInput(tenant.place, { name, value: 'canary-Pg12-a-value-to-purge' })),
    )
    await runChange(await tenant.permit('secret:archive'), (scope) =>
      archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
    )
    await putRow(tenant, id, { archivedAt: new Date(Date.now() - daysAgo * dayMs) })
    return id
  }
  const assertWhole = async () => {
    const verdict = await verifyLog(tenant.organization.id)
    assert.equal(verdict.whole, true, 'reason' in verdict ? verdict.reason : '')
  }
  return { tenant, purge, archived, assertWhole }
}

test('what was archived longer ago than the organization keeps it is destroyed, and Postern logs it in its domain', async () => {
  const { tenant, purge, archived, assertWhole } = await tenantWithArchive()
  const [old, kept] = [await archived('old', 30), await archived('kept', 29.9)]
  assert.equal(await purge(), 1)
  const { secrets, versions, log } = await secretRows(tenant)
  assert.deepEqual([secrets.map((row) => row.id), versions.map((row) => row.secretId)], [[kept], [kept]])
  const entry = log.at(-1)
  assert.deepEqual(
    [entry?.action, entry?.subjectId, entry?.subjectName, entry?.actorKind, entry?.actorName, entry?.domainId],
    ['secret.deleted', old, 'old', 'system', 'Postern', tenant.organization.europe.id],
  )
  assert.deepEqual(entry?.details, { rowVersion: 3, isDeleted: true, note: '30 days after it was archived' })
  assert.equal(await purge(), 0)
  assert.equal((await secretRows(tenant)).log.length, log.length)

  await db().organization.update({ where: { id: tenant.organization.id }, data: { retentionDays: 7 } })
  assert.equal(await purge(), 1)
  await assertWhole()
})

test('several processes at once destroy each secret once', async () => {
  const { tenant, purge, archived, assertWhole } = await tenantWithArchive()
  for (let nth = 0; nth < 10; nth += 1) await archived(`old_${nth}`, 31)
  const counts = await Promise.all([purge(), purge(), purge()])
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    10,
  )
  const { secrets, log } = await secretRows(tenant)
  assert.equal(secrets.length, 0)
  assert.equal(log.filter((entry) => entry.action === 'secret.deleted').length, 10)
  await assertWhole()
})

test('of a purge and a restore at once, one happens', async () => {
  const { tenant, purge, archived, assertWhole } = await tenantWithArchive()
  const id = await archived('old', 31)
  const restore = async () =>
    runChange(await tenant.permit('secret:restore'), (scope) =>
      restoreSecret(scope, { ...tenant.place, id, rowVersion: 2 }),
    )
  const [, restored] = await Promise.allSettled([purge(), restore()])
  assert.equal(restored.status, 'rejected')
  await purge()
  assert.equal((await secretRows(tenant)).secrets.length, 0)
  await assertWhole()
})

test('a row that Postern did not write is left, and keeps no other from being destroyed', async () => {
  const { tenant, purge, archived } = await tenantWithArchive()
  const forged = await archived('forged', 1)
  await archived('old', 31)
  await db().secret.updateMany({ where: { id: forged }, data: { archivedAt: new Date(Date.now() - 90 * dayMs) } })
  assert.equal(await purge(), 1)
  assert.deepEqual(
    (await secretRows(tenant)).secrets.map((row) => row.id),
    [forged],
  )
})

test('a purge that is told to stop stops between two batches', async () => {
  const { tenant, archived } = await tenantWithArchive()
  await archived('old', 31)
  assert.equal(await purgeArchived(AbortSignal.abort(), tenant.organization.id), 0)
  assert.equal((await secretRows(tenant)).secrets.length, 1)
})
