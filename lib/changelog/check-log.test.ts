import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { archiveSecret } from '#lib/secrets/archive-secret.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { restoreSecret } from '#lib/secrets/restore-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { checkLog } from './check-log.ts'
import { runChange } from './run-change.ts'
import { verifyLog } from './verify-log.ts'

after(disconnect)

async function withSecret() {
  const tenant = await makeTenant()
  const { id } = await runChange(await tenant.permit('secret:create'), async (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'weather_fx', value: 'a-value-of-some-length-1' })),
  )
  return { tenant, input: (rowVersion: number) => ({ ...tenant.place, id, rowVersion }), id }
}

/** Takes a secret's row as it is; what it answers puts it back as somebody with the database could. */
async function keepRow(tenant: Tenant, id: string) {
  const where = { organizationId_id: { organizationId: tenant.organization.id, id } }
  const row = await db().secret.findUniqueOrThrow({ where })
  return () =>
    inTransaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tx.secret.upsert({ where, create: row, update: row })
    })
}

async function verdictOf(tenant: Tenant) {
  const verdict = await verifyLog(tenant.organization.id)
  return verdict.whole ? 'whole' : verdict.reason
}

test('a deleted secret has no row, and one that is put back is found', async () => {
  const { tenant, input, id } = await withSecret()
  const putBack = await keepRow(tenant, id)
  await runChange(await tenant.permit('secret:delete'), (scope) => deleteSecret(scope, input(1)))
  assert.equal(await verdictOf(tenant), 'whole')
  await putBack()
  assert.equal(await verdictOf(tenant), 'The secret that entry 2 deleted is there again: its row was put back.')
})

test('a deleted secret that is put back and then changed through Postern is found by the log alone', async () => {
  const { tenant, input, id } = await withSecret()
  const putBack = await keepRow(tenant, id)
  await runChange(await tenant.permit('secret:delete'), (scope) => deleteSecret(scope, input(1)))
  await putBack()
  await runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, input(1)))
  assert.equal(await verdictOf(tenant), 'Entry 3 changes a secret that entry 2 had deleted: it was put back.')
})

test('an older row that is put back and then changed through Postern is found by the log alone', async () => {
  const { tenant, input, id } = await withSecret()
  const putBack = await keepRow(tenant, id)
  await runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, input(1)))
  await runChange(await tenant.permit('secret:restore'), (scope) => restoreSecret(scope, input(2)))
  assert.equal(await verdictOf(tenant), 'whole')
  await putBack()
  await runChange(await tenant.permit('secret:archive'), (scope) => archiveSecret(scope, input(1)))
  assert.equal(
    await verdictOf(tenant),
    'Entry 4 changes a row that is older than the one entry 3 left: it was put back.',
  )
})

test('a check answers the head and is logged with what came of it', async () => {
  const { tenant } = await withSecret()
  const check = await checkLog(await tenant.organizationPermit('activity:view'))
  assert.ok(check.isWhole)
  assert.equal(check.entries, 1)
  assert.match(check.head, /^1:[0-9a-f]{64}$/)
  const logged = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, action: 'log.verified' },
  })
  assert.deepEqual(
    logged.map(({ details, domainId }) => ({ details, domainId })),
    [{ details: { note: 'whole, 1 entries' }, domainId: null }],
  )
})

test('a Domain Admin is told which entry is broken, but not whose secret it is', async () => {
  const { tenant, id } = await withSecret()
  await db().secretVersion.deleteMany({ where: { secretId: id } })
  await db().secret.deleteMany({ where: { id } })
  const forOther = await checkLog(await tenant.organizationPermit('activity:view', 'other_domain_admin'))
  assert.ok(!forOther.isWhole)
  assert.deepEqual([forOther.sequence, forOther.secretName], [1, null])
  assert.doesNotMatch(forOther.reason, /weather_fx/)
  const forOwner = await checkLog(await tenant.organizationPermit('activity:view', 'owner'))
  assert.ok(!forOwner.isWhole && forOwner.secretName === 'weather_fx')
})

test('a person may check a few times a minute; others are not kept waiting by it', async () => {
  const { tenant } = await withSecret()
  const permit = await tenant.organizationPermit('activity:view', 'domain_admin')
  for (let index = 0; index < 4; index++) await checkLog(permit)
  await assert.rejects(checkLog(permit), { code: 'rate_limited' })
  const before = await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } })
  assert.equal(before, 5)
  assert.ok((await checkLog(await tenant.organizationPermit('activity:view', 'owner'))).isWhole)
})
