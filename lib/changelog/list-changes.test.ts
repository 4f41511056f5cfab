import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { countChanges } from './count-changes.ts'
import { exportLog } from './export-log.ts'
import { listChanges } from './list-changes.ts'
import { searchedAtOnce } from './list-entries.ts'
import { type PendingEntry, record } from './record.ts'
import { flushRefusals, recordRefusal } from './record-refusal.ts'
import { runChange } from './run-change.ts'
import { changeLogQueryOf } from './schema.ts'

after(disconnect)

const secret = (name: string) => ({ kind: 'secret' as const, id: randomUUID(), name })
const query = (params: Record<string, string> = {}) => changeLogQueryOf(new URLSearchParams(params))
const alias = secret('weather_fx')

async function write(tenant: Tenant, role: TestRole, domain: string | null, entry: PendingEntry) {
  const permit = domain
    ? await tenant.permit('secret:create', role, domain)
    : await tenant.organizationPermit('secret:create', role)
  await runChange(permit, async (scope) => record(scope, entry))
}

/** Six entries: two of Europe's secret, one of America, one of the organization, a refusal and a reveal in Europe. */
async function tenantWithLog(): Promise<Tenant> {
  const tenant = await makeTenant()
  const fields = { Description: { from: null, to: 'Billing of the north' } }
  await write(tenant, 'domain_admin', 'europe', { action: 'secret.created', subject: alias })
  await write(tenant, 'org_admin', 'europe', { action: 'secret.edited', subject: alias, details: { fields } })
  await write(tenant, 'other_domain_admin', 'america', { action: 'secret.created', subject: secret('other_one') })
  await write(tenant, 'owner', null, { action: 'policy.changed', subject: secret('Acme') })
  const refused = await tenant.permit('secret:list', 'editor')
  recordRefusal(refused, { action: 'access.refused', subject: alias, details: { code: 'not_permitted' } })
  await flushRefusals()
  await write(tenant, 'domain_admin', 'europe', { action: 'secret.revealed', subject: alias })
  return tenant
}

async function found(tenant: Tenant, role: TestRole, params: Record<string, string> = {}): Promise<number[]> {
  const page = await listChanges(await tenant.organizationPermit('activity:view', role), query(params))
  assert.equal(page.nextCursor, null)
  return page.items.map((item) => Number(item.sequence))
}

test('admins of the organization see its whole log, a Domain Admin what their domains hold, an Editor nothing', async () => {
  const tenant = await tenantWithLog()
  assert.deepEqual(await found(tenant, 'owner'), [6, 5, 4, 3, 2, 1])
  assert.deepEqual(await found(tenant, 'org_admin'), [6, 5, 4, 3, 2, 1])
  assert.deepEqual(await found(tenant, 'domain_admin'), [6, 5, 2, 1])
  assert.deepEqual(await found(tenant, 'other_domain_admin'), [3])
  await assert.rejects(tenant.organizationPermit('activity:view', 'editor'), { code: 'not_permitted' })
  await assert.rejects(tenant.organizationPermit('activity:view', 'stranger'), { code: 'not_found' })
})

test('a domain that somebody does not reach, or that there is not, has nothing in it', async () => {
  const tenant = await tenantWithLog()
  assert.deepEqual(await found(tenant, 'owner', { domain: 'america' }), [3])
  assert.deepEqual(await found(tenant, 'domain_admin', { domain: 'europe' }), [6, 5, 2, 1])
  assert.deepEqual(await found(tenant, 'domain_admin', { domain: 'america' }), [])
  assert.deepEqual(await found(tenant, 'owner', { domain: 'asia' }), [])
})

test('who has two domains sees both in the order of the log', async () => {
  const tenant = await tenantWithLog()
  await db().domainMembership.create({
    data: {
      organizationId: tenant.organization.id,
      domainId: tenant.organization.america.id,
      personId: tenant.people.domain_admin.personId,
      role: 'domain_admin',
    },
  })
  assert.deepEqual(await found(tenant, 'domain_admin'), [6, 5, 3, 2, 1])
})

test('kind, person, group, subject, day and text each narrow the list, together too', async () => {
  const tenant = await tenantWithLog()
  const of = (params: Record<string, string>) => found(tenant, 'owner', params)
  assert.deepEqual(await of({ kind: 'changes' }), [4, 3, 2, 1])
  assert.deepEqual(await of({ kind: 'refused' }), [5])
  assert.deepEqual(await of({ kind: 'revealed' }), [6])
  assert.deepEqual(await of({ actor: tenant.people.org_admin.personId }), [2])
  assert.deepEqual(await of({ group: 'organization' }), [4])
  assert.deepEqual(await of({ group: 'secrets' }), [6, 5, 3, 2, 1])
  assert.deepEqual(await of({ subject: alias.id }), [6, 5, 2, 1])
  assert.deepEqual(await of({ q: 'WEATHER' }), [6, 5, 2, 1])
  assert.deepEqual(await of({ q: 'lena' }), [6, 1])
  assert.deepEqual(await of({ q: 'of the north' }), [2])
  assert.deepEqual(await of({ q: '192.0.2.41' }), [6, 5, 4, 3, 2, 1])
  assert.deepEqual(await of({ q: '#3' }), [3])
  assert.deepEqual(await of({ q: 'weather', kind: 'changes', actor: tenant.people.domain_admin.personId }), [1])
  for (const q of ['%', 'w_ather', '\\', "'", '"fields"', 'rowVersion', '#99', '#'])
    assert.deepEqual(await of({ q }), [], q)
})

test('days are those of the organization’s time zone, both included', async () => {
  const tenant = await tenantWithLog()
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: 'Pacific/Kiritimati' } })
  const dayIn = (timeZone: string, offset = 0) =>
    new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(Date.now() + offset * 86_400_000))
  const today = dayIn('Pacific/Kiritimati')
  const of = (params: Record<string, string>) => found(tenant, 'owner', params)
  assert.deepEqual(await of({ from: today, to: today }), [6, 5, 4, 3, 2, 1])
  assert.deepEqual(await of({ to: dayIn('Pacific/Kiritimati', -1) }), [])
  assert.deepEqual(await of({ from: dayIn('Pacific/Kiritimati', 1) }), [])
})

test('an entry of years ago is found by its day', async () => {
  const tenant = await tenantWithLog()
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.$executeRaw`UPDATE "ChangeLogEntry" SET "at" = '2019-03-31T22:30:00Z'
      WHERE "organizationId" = ${tenant.organization.id}::uuid AND "sequence" <= 2`
  })
  await db().organization.update({ where: { id: tenant.organization.id }, data: { timeZone: 'Europe/Prague' } })
  assert.deepEqual(await found(tenant, 'owner', { from: '2019-04-01', to: '2019-04-01' }), [2, 1])
  assert.deepEqual(await found(tenant, 'owner', { to: '2019-03-31' }), [])
})

test('what an address says wrongly is left out', async () => {
  assert.deepEqual(
    query({ kind: 'x', actor: 'x', group: 'x', from: '2026-13-01', to: '1', subject: "' OR 1", q: ' a\0b ' }),
    query({ q: 'ab' }),
  )
})

test('pages follow each other without a gap, and an export is all of them', async () => {
  const tenant = await makeTenant()
  const permit = await tenant.permit('secret:create')
  await runChange(permit, async (scope) => {
    for (let index = 0; index < 620; index++) record(scope, { action: `test.${index}`, subject: alias })
  })
  const reader = await tenant.permit('secret:history')
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const page = await listChanges(reader, query({ subject: alias.id }), { cursor })
    seen.push(...page.items.map((item) => Number(item.sequence)))
    cursor = page.nextCursor
  } while (cursor)
  const all = Array.from({ length: 620 }, (_, index) => 620 - index)
  assert.deepEqual(seen, all)

  const lines = (await textOf(await exportLog(reader, query({ subject: alias.id }), 'jsonl'))).trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).sequence),
    all,
  )
})

test('a search that has read enough stops, says where, and goes on from there', async () => {
  const tenant = await tenantWithLog()
  const organizationId = tenant.organization.id
  const many = searchedAtOnce + 10
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.$executeRaw`INSERT INTO "ChangeLogEntry" SELECT "organizationId", n, "at", 'test.many', "outcome", "actorKind",
      "actorId", "actorName", "actorRole", "domainId", "subjectKind", "subjectId", 'many', "details", "address", "program",
      "previousHash", "hash" FROM "ChangeLogEntry", generate_series(7, ${6 + many}) n
      WHERE "organizationId" = ${organizationId}::uuid AND "sequence" = 3`
  })
  const reader = await tenant.organizationPermit('activity:view')
  const first = await listChanges(reader, query({ q: 'weather' }))
  assert.deepEqual([first.items.length, first.searchedTo?.sequence], [0, '17'])
  const second = await listChanges(reader, query({ q: 'weather' }), { cursor: first.nextCursor })
  assert.deepEqual([second.items.length, second.nextCursor, second.searchedTo], [4, null, null])
  const { counts } = await countChanges(reader, query())
  assert.deepEqual(counts.all, { count: 1000, isMore: true })
  assert.deepEqual(counts.refused, { count: 0, isMore: true })
})

test('the numbers on the filters, and who acted, are those of what the reader sees', async () => {
  const tenant = await tenantWithLog()
  const of = async (role: TestRole, params: Record<string, string> = {}) => {
    const { counts, actors } = await countChanges(await tenant.organizationPermit('activity:view', role), query(params))
    return {
      ...Object.fromEntries(Object.entries(counts).map(([kind, { count }]) => [kind, count])),
      actors: actors.length,
    }
  }
  assert.deepEqual(await of('owner'), { all: 6, changes: 4, refused: 1, revealed: 1, actors: 5 })
  assert.deepEqual(await of('other_domain_admin'), { all: 1, changes: 1, refused: 0, revealed: 0, actors: 1 })
  assert.deepEqual(await of('owner', { q: 'north' }), { all: 1, changes: 1, refused: 0, revealed: 0, actors: 5 })
})

test('an export is logged with its filter but not the text of its search, and holds no formula', async () => {
  const tenant = await makeTenant()
  await write(tenant, 'domain_admin', 'europe', {
    action: 'secret.edited',
    subject: alias,
    details: { fields: { Description: { from: null, to: "=cmd|' /C calc'!A0" } } },
  })
  const reader = await tenant.organizationPermit('activity:view', 'domain_admin')
  const csv = await textOf(await exportLog(reader, query({ q: 'weather', kind: 'changes' }), 'csv'))
  const [head, row] = csv.split('\r\n')
  assert.match(head ?? '', /^"entry","at","action"/)
  assert.match(row ?? '', /"secret.edited","done","Lena Fischer"/)
  assert.doesNotMatch(csv, /"=/)
  const last = await db().changeLogEntry.findFirstOrThrow({
    where: { organizationId: tenant.organization.id, action: 'log.exported' },
  })
  assert.deepEqual(last.details, { note: 'CSV, changes, a search' })
  assert.equal(last.domainId, tenant.organization.europe.id)
})

test('the console and its files name who acted, without an id of theirs', async () => {
  const tenant = await tenantWithLog()
  const reader = await tenant.organizationPermit('activity:view')
  const { items } = await listChanges(reader, query())
  const files = [await exportLog(reader, query(), 'jsonl'), await exportLog(reader, query(), 'csv')]
  const texts = [JSON.stringify(items), ...(await Promise.all(files.map(textOf)))]
  for (const text of texts) {
    assert.ok(text.includes('Marek Dvořák'))
    assert.ok(!text.includes('actorId') && !text.includes(tenant.people.org_admin.personId))
  }
})

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
