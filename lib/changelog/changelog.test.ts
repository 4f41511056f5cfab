import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { authorize, authorizeJob } from '#lib/access/authorize.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { listChanges } from './list-changes.ts'
import { record } from './record.ts'
import { flushRefusals, mostAboutOne, recordRefusal } from './record-refusal.ts'
import { runChange } from './run-change.ts'
import { changeLogQueryOf } from './schema.ts'
import { verifyLog } from './verify-log.ts'

after(disconnect)

const subject = { kind: 'secret' as const, id: '018f0000-0000-7000-8000-000000000001', name: 'x' }

async function tenantWithEntries(count: number): Promise<Tenant> {
  const tenant = await makeTenant()
  const permit = await tenant.permit('secret:create')
  for (let index = 0; index < count; index++) {
    await runChange(permit, async (scope) => record(scope, { action: `test.${index}`, subject }))
  }
  return tenant
}

/** What somebody with the database's own password could do: past the triggers. */
async function tamper(statement: (organizationId: string) => string, tenant: Tenant) {
  await inTransaction(async (tx) => {
    // Unsafe on purpose: an attacker with the database writes any statement; this one is made of the test’s own ids.
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica')
    await tx.$executeRawUnsafe(statement(tenant.organization.id))
  })
}

async function verdictAfter(statement: (organizationId: string) => string) {
  const tenant = await tenantWithEntries(5)
  assert.deepEqual((await verifyLog(tenant.organization.id)).whole, true)
  await tamper(statement, tenant)
  const verdict = await verifyLog(tenant.organization.id)
  return verdict.whole ? 'whole' : verdict.reason
}

test('entries follow each other and name who, what and from where', async () => {
  const tenant = await tenantWithEntries(3)
  const verdict = await verifyLog(tenant.organization.id)
  assert.ok(verdict.whole)
  assert.equal(verdict.entries, 3n)
  assert.match(verdict.head, /^3:[0-9a-f]{64}$/)
  const page = await listChanges(
    await tenant.permit('secret:history'),
    changeLogQueryOf(new URLSearchParams({ subject: subject.id })),
  )
  assert.deepEqual(
    page.items.map((item) => [item.sequence, item.action, item.actorName, item.actorRole, item.address]),
    [2, 1, 0].map((index) => [String(index + 1), `test.${index}`, 'Lena Fischer', 'Domain Admin', '192.0.2.41']),
  )
})

test('an edited, removed, reordered, cut or slipped-in entry is found and named', async () => {
  const where = (organizationId: string, sequence: number) =>
    `"organizationId" = '${organizationId}' AND "sequence" = ${sequence}`
  assert.equal(
    await verdictAfter((id) => `UPDATE "ChangeLogEntry" SET "actorName" = 'Nobody' WHERE ${where(id, 3)}`),
    'Entry 3 was changed.',
  )
  assert.equal(
    await verdictAfter((id) => `UPDATE "ChangeLogEntry" SET "details" = '{"note":"x"}' WHERE ${where(id, 1)}`),
    'Entry 1 was changed.',
  )
  assert.equal(await verdictAfter((id) => `DELETE FROM "ChangeLogEntry" WHERE ${where(id, 2)}`), 'Entry 2 is missing.')
  assert.equal(
    await verdictAfter((id) => `DELETE FROM "ChangeLogEntry" WHERE ${where(id, 5)}`),
    'Entries 5 to 5 are missing.',
  )
  assert.equal(
    await verdictAfter(
      (id) =>
        `UPDATE "ChangeLogEntry" SET "sequence" = CASE "sequence" WHEN 2 THEN 1003 ELSE 1002 END WHERE "organizationId" = '${id}' AND "sequence" IN (2, 3);`,
    ),
    'Entry 2 is missing.',
  )
  assert.equal(
    await verdictAfter(
      (
        id,
      ) => `INSERT INTO "ChangeLogEntry" SELECT "organizationId", 9, "at", "action", "outcome", "actorKind", "actorId",
        "actorName", "actorRole", "domainId", "subjectKind", "subjectId", "subjectName", "details", "address", "program",
        "previousHash", "hash" FROM "ChangeLogEntry" WHERE ${where(id, 5)}`,
    ),
    'Entry 9 stands outside the recorded log.',
  )
  assert.equal(
    await verdictAfter((id) => `UPDATE "ChangeLogHead" SET "hash" = '\\x00' WHERE "organizationId" = '${id}'`),
    'The recorded head does not fit entry 5.',
  )
})

test('an entry moved to another organization is found', async () => {
  const [one, two] = [await tenantWithEntries(2), await tenantWithEntries(1)]
  await tamper(
    () =>
      `UPDATE "ChangeLogEntry" SET "organizationId" = '${two.organization.id}' WHERE "organizationId" = '${one.organization.id}' AND "sequence" = 2;`,
    two,
  )
  await tamper((id) => `UPDATE "ChangeLogHead" SET "sequence" = 2 WHERE "organizationId" = '${id}'`, two)
  const verdict = await verifyLog(two.organization.id)
  assert.equal(verdict.whole, false)
})

test('the database itself refuses to change, remove or empty the log', async () => {
  const tenant = await tenantWithEntries(2)
  const where = { organizationId: tenant.organization.id }
  const appendOnly = /append-only/
  await assert.rejects(db().changeLogEntry.updateMany({ where, data: { actorName: 'Nobody' } }), appendOnly)
  await assert.rejects(db().changeLogEntry.deleteMany({ where }), appendOnly)
  await assert.rejects(db().$executeRaw`TRUNCATE "ChangeLogEntry" CASCADE`, appendOnly)
  assert.equal(await db().changeLogEntry.count({ where }), 2)
})

test('no entry, no change: a change that records nothing, or fails after recording, is not committed', async () => {
  const tenant = await tenantWithEntries(1)
  const permit = await tenant.permit('secret:create')
  const rename = { where: { id: tenant.organization.id }, data: { name: 'Renamed' } }
  await assert.rejects(
    runChange(permit, async (scope) => scope.tx.organization.update(rename)),
    /recorded no log entry/,
  )
  await assert.rejects(
    runChange(permit, async (scope) => {
      await scope.tx.organization.update(rename)
      record(scope, { action: 'test.failed', subject })
      throw new Error('afterwards')
    }),
    /afterwards/,
  )
  assert.equal((await db().organization.findUniqueOrThrow({ where: { id: tenant.organization.id } })).name, 'Acme')
  assert.equal(await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } }), 1)
})

test('a hundred changes at once leave a log without a gap', async () => {
  const tenant = await tenantWithEntries(0)
  const permit = await tenant.permit('secret:create')
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      runChange(permit, async (scope) => record(scope, { action: `test.${index}`, subject })),
    ),
  )
  const verdict = await verifyLog(tenant.organization.id)
  assert.ok(verdict.whole)
  assert.equal(verdict.entries, 100n)
})

test('equal refusals within a minute become one entry with their count', async () => {
  const tenant = await tenantWithEntries(0)
  const permit = await tenant.permit('secret:list', 'editor')
  const refusal = { action: 'access.refused', subject, details: { code: 'not_permitted' } }
  for (let index = 0; index < 3; index++) recordRefusal(permit, refusal)
  recordRefusal(permit, { ...refusal, subject: { ...subject, name: 'another' } })
  await flushRefusals()
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id },
    orderBy: { subjectName: 'asc' },
  })
  assert.deepEqual(
    entries.map(({ outcome, actorRole, subjectName, details }) => ({ outcome, actorRole, subjectName, details })),
    [
      { outcome: 'refused', actorRole: 'Editor', subjectName: 'another', details: { code: 'not_permitted' } },
      { outcome: 'refused', actorRole: 'Editor', subjectName: 'x', details: { code: 'not_permitted', count: 3 } },
    ],
  )
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('whoever names another program at each attempt is still one entry', async () => {
  const tenant = await tenantWithEntries(0)
  const slugs = { organization: tenant.organization.slug, domain: 'europe' }
  for (const program of ['curl', 'Firefox 145 on Linux', 'x'.repeat(60)]) {
    const permit = await authorize(tenant.people.editor, 'secret:list', slugs, { address: '192.0.2.1', program })
    recordRefusal(permit, { action: 'access.refused', subject })
  }
  await flushRefusals()
  const entries = await db().changeLogEntry.findMany({ where: { organizationId: tenant.organization.id } })
  assert.deepEqual(
    entries.map(({ details, program }) => ({ details, program })),
    [{ details: { count: 3 }, program: 'curl' }],
  )
})

test('whoever is nobody and comes from ever another address is one entry more about each subject, and no more', async () => {
  const { organization } = await (await tenantWithEntries(0)).organizationPermit('organization:view')
  const place = { organization, domain: null }
  for (let index = 0; index < 500; index++) {
    const address = `2001:db8:${index.toString(16)}::1`
    const permit = authorizeJob('system', 'organization:view', place, { address, program: 'curl' })
    recordRefusal(permit, { action: 'person.sign_in_refused', subject })
  }
  await flushRefusals()
  const where = { organizationId: organization.id }
  const entries = await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } })
  assert.equal(entries.length, mostAboutOne + 1)
  const [last] = entries.filter(({ address }) => address === '')
  assert.deepEqual(
    [last?.subjectId, last?.details],
    [subject.id, { note: 'further attempts', count: 500 - mostAboutOne }],
  )
  assert.equal((await verifyLog(organization.id)).whole, true)
})

test('many refusals at once wait with one connection, and leave the others alone', async () => {
  const tenant = await tenantWithEntries(0)
  const permit = await tenant.permit('secret:list', 'editor')
  for (let index = 0; index < 50; index++) {
    recordRefusal(permit, { action: 'access.refused', subject: { ...subject, name: String(index) } })
  }
  const { flushing, behind } = await inTransaction(async (tx) => {
    const [own] = await tx.$queryRaw<{ pid: number }[]>`
      SELECT pg_backend_pid() AS pid FROM "ChangeLogHead"
      WHERE "organizationId" = ${tenant.organization.id}::uuid FOR UPDATE`
    const flushing = flushRefusals()
    await until(async () => (await waitingBehind(own?.pid ?? 0)) > 0)
    await setTimeout(200)
    return { flushing: { done: flushing }, behind: await waitingBehind(own?.pid ?? 0) }
  })
  await flushing.done
  assert.equal(behind, 1)
  assert.equal(await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } }), 50)
})

/** How many connections wait for this one, or for one that waits for it. */
async function waitingBehind(pid: number): Promise<number> {
  const [found] = await db().$queryRaw<{ count: bigint }[]>`
    WITH RECURSIVE behind(pid) AS (
      SELECT ${pid}::int
      UNION SELECT a.pid FROM pg_stat_activity a JOIN behind ON behind.pid = ANY(pg_blocking_pids(a.pid))
    ) SELECT count(*) - 1 AS count FROM behind`
  return Number(found?.count)
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await setTimeout(20)
}

test('of two changes that wait for each other in a circle, both are done and logged once', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const permit = await tenant.organizationPermit('secret:create')
  const hold = (tx: Tx, id: string) => tx.$queryRaw`SELECT 1 FROM "Domain" WHERE "id" = ${id}::uuid FOR UPDATE`
  let holding = 0
  const inOrder = (first: string, second: string) =>
    runChange(permit, async (scope) => {
      await hold(scope.tx, first)
      for (holding++; holding < 2; ) await setTimeout(5)
      await hold(scope.tx, second)
      record(scope, { action: `test.${first}`, subject })
    })
  await Promise.all([inOrder(europe.id, america.id), inOrder(america.id, europe.id)])
  const entries = await db().changeLogEntry.findMany({ where: { organizationId: tenant.organization.id } })
  assert.deepEqual(entries.map(({ action }) => action).sort(), [`test.${europe.id}`, `test.${america.id}`].sort())
})
