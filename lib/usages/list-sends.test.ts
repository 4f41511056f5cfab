import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NotPermitted } from '#lib/access/authorize.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { listSends } from './list-sends.ts'
import { longestSendMs, type SendPage, type SendQuery } from './schema.ts'

after(disconnect)

type Sent = {
  id: string
  domain: 'europe' | 'america'
  ago?: number
  outcome?: 'started' | 'answered' | 'failed'
  secrets?: string[]
  consumerId?: string
}

const anything: SendQuery = { result: null, secret: null, domain: null }
const secondsMs = 1000

async function write(tenant: Tenant, sends: Sent[]) {
  const { id: organizationId, europe, america } = tenant.organization
  for (const { id, domain, ago = 0, outcome = 'answered', secrets = [], consumerId } of sends) {
    const at = new Date(Date.now() - ago)
    await db().usageRecord.create({
      data: {
        organizationId,
        id,
        domainId: { europe, america }[domain].id,
        at,
        actorKind: 'person',
        actorName: 'Lena Fischer',
        consumerKind: 'integration_request',
        consumerId: consumerId ?? null,
        consumerName: 'CRM sync · Create contact',
        host: 'crm.example.com',
        method: 'POST',
        outcome,
        status: outcome === 'answered' ? 200 : null,
        code: outcome === 'failed' ? 'upstream_timeout' : null,
        durationMs: outcome === 'started' ? null : 12,
        secrets: { create: secrets.map((secretId) => ({ secretId, version: 2, at })) },
      },
    })
  }
}

/** Ids that can be told apart in a failure, and that differ between tests of one database. */
function idsOf(count: number): string[] {
  const run = crypto.randomUUID().slice(8)
  return Array.from({ length: count }, (_, nth) => `${String(nth).padStart(8, '0')}${run}`)
}
const idsIn = (page: SendPage) => page.items.map(({ id }) => id)

describe('sends are seen by those who administer where they happened', () => {
  let tenant: Tenant
  const [inEurope = '', inAmerica = ''] = idsOf(2)
  before(async () => {
    tenant = await makeTenant()
    await write(tenant, [
      { id: inEurope, domain: 'europe' },
      { id: inAmerica, domain: 'america', ago: 1 * secondsMs },
    ])
    const other = await makeTenant()
    await write(other, [{ id: crypto.randomUUID(), domain: 'europe' }])
  })

  test('of the organization: admins of it all, Domain Admins those of their domains', async () => {
    const seen = async (role: 'owner' | 'org_admin' | 'domain_admin' | 'other_domain_admin') =>
      idsIn(await listSends(await tenant.organizationPermit('sends:list', role), anything))
    assert.deepEqual(await seen('owner'), [inEurope, inAmerica])
    assert.deepEqual(await seen('org_admin'), [inEurope, inAmerica])
    assert.deepEqual(await seen('domain_admin'), [inEurope])
    assert.deepEqual(await seen('other_domain_admin'), [inAmerica])
  })

  test('of a domain: its own alone, whatever a query asks for', async () => {
    const permit = await tenant.permit('sends:list')
    assert.deepEqual(idsIn(await listSends(permit, anything)), [inEurope])
    assert.deepEqual(idsIn(await listSends(permit, { ...anything, domain: 'america' })), [])
  })

  test('a filter by domain reaches no further than the permit', async () => {
    const query = { ...anything, domain: 'america' }
    const admin = await tenant.organizationPermit('sends:list', 'org_admin')
    assert.deepEqual(idsIn(await listSends(admin, query)), [inAmerica])
    assert.deepEqual(idsIn(await listSends(admin, { ...query, domain: 'nowhere' })), [])
    const european = await tenant.organizationPermit('sends:list', 'domain_admin')
    assert.deepEqual(idsIn(await listSends(european, query)), [])
  })

  test('an Editor may not, and for a stranger there is nothing', async () => {
    await assert.rejects(tenant.organizationPermit('sends:list', 'editor'), NotPermitted)
    await assert.rejects(tenant.permit('sends:list', 'editor'), NotPermitted)
    const isMissing = (error: unknown) => error instanceof PosternError && error.code === 'not_found'
    await assert.rejects(tenant.organizationPermit('sends:list', 'stranger'), isMissing)
    await assert.rejects(tenant.permit('sends:list', 'other_domain_admin'), isMissing)
  })
})

test('newest first, a page at a time, also where many were sent at the same moment', async () => {
  const tenant = await makeTenant()
  const ids = idsOf(11)
  const permit = await tenant.organizationPermit('sends:list')
  const at = Date.now()
  await write(
    tenant,
    ids.map((id, nth) => ({ id, domain: 'europe', ago: nth < 4 ? 0 : 5 * secondsMs, secrets: [ids[0] ?? ''] })),
  )
  for (const [times, from] of [
    [4, 0],
    [7, 4],
  ] as const)
    await db().usageRecord.updateMany({
      where: { id: { in: ids.slice(from, from + times) } },
      data: { at: new Date(at - from * secondsMs) },
    })
  await db().$executeRaw`
    UPDATE "UsageRecordSecret" s SET "at" = u."at" FROM "UsageRecord" u
     WHERE u."id" = s."usageId" AND u."organizationId" = ${tenant.organization.id}::uuid`
  const wanted = [...ids.slice(0, 4).toReversed(), ...ids.slice(4).toReversed()]
  for (const query of [anything, { ...anything, secret: ids[0] ?? '' }, { ...anything, result: 'answered' as const }]) {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: SendPage = await listSends(permit, query, { cursor, take: 3 })
      assert.ok(page.items.length <= 3)
      seen.push(...idsIn(page))
      cursor = page.nextCursor
    } while (cursor !== null)
    assert.deepEqual(seen, wanted)
  }
  for (const nonsense of ['', 'x', "1'_--", `99999999999999_${ids[0]}`])
    assert.equal((await listSends(permit, anything, { cursor: nonsense })).items.length, 11, nonsense)
})

test('by result: what is not completed is under way, and unknown once no send takes that long', async () => {
  const tenant = await makeTenant()
  const [answered = '', failed = '', underWay = '', unknown = ''] = idsOf(4)
  await write(tenant, [
    { id: answered, domain: 'europe', ago: 1 * secondsMs },
    { id: failed, domain: 'europe', ago: 2 * secondsMs, outcome: 'failed' },
    { id: underWay, domain: 'europe', ago: 3 * secondsMs, outcome: 'started' },
    { id: unknown, domain: 'europe', ago: longestSendMs + 60 * secondsMs, outcome: 'started' },
  ])
  const permit = await tenant.permit('sends:list')
  const { items } = await listSends(permit, anything)
  assert.deepEqual(
    items.map(({ id, state, status, code, durationMs }) => [id, state, status, code, durationMs]),
    [
      [answered, 'answered', 200, null, 12],
      [failed, 'failed', null, 'upstream_timeout', 12],
      [underWay, 'under_way', null, null, null],
      [unknown, 'unknown', null, null, null],
    ],
  )
  const found = async (result: SendQuery['result']) => idsIn(await listSends(permit, { ...anything, result }))
  assert.deepEqual(await found('answered'), [answered])
  assert.deepEqual(await found('failed'), [failed])
  assert.deepEqual(await found('unknown'), [unknown])
})

test('each names what was sent: its request where that is, and its secrets as they are called now', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe } = tenant.organization
  const kept = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value: 'a value of some length' })),
  )
  const deleted = crypto.randomUUID()
  const by = { createdById: organizationId, createdByName: 'x', updatedById: organizationId, updatedByName: 'x' }
  const home = { organizationId, domainId: europe.id, ...by }
  const integration = await db().integration.create({
    data: { ...home, name: 'CRM', baseUrl: 'https://crm.example.com' },
  })
  const request = await db().integrationRequest.create({
    data: { ...home, integrationId: integration.id, name: 'List', method: 'GET', path: '', headers: [], query: [] },
  })
  const [first = '', second = ''] = idsOf(2)
  await write(tenant, [
    { id: first, domain: 'europe', secrets: [kept.id, deleted], consumerId: request.id },
    { id: second, domain: 'europe', ago: 1 * secondsMs, consumerId: crypto.randomUUID() },
  ])
  const permit = await tenant.permit('sends:list')
  const [one, two] = (await listSends(permit, anything)).items
  assert.deepEqual(one?.path, ['integrations', integration.id, 'requests', request.id])
  assert.deepEqual(one?.domain, { slug: 'europe', name: 'Europe' })
  assert.deepEqual([one?.name, one?.method, one?.host], ['CRM sync · Create contact', 'POST', 'crm.example.com'])
  assert.deepEqual(
    new Map(one?.secrets.map(({ id, ...secret }) => [id, secret])),
    new Map([
      [kept.id, { version: 2, now: { name: 'crm', domain: 'europe' } }],
      [deleted, { version: 2, now: null }],
    ]),
  )
  assert.deepEqual([two?.path, two?.secrets], [null, []])

  const ofKept = await listSends(permit, { ...anything, secret: kept.id })
  assert.deepEqual([idsIn(ofKept), ofKept.secret], [[first], { name: 'crm', domain: 'europe' }])
  const ofDeleted = await listSends(permit, { ...anything, secret: deleted })
  assert.deepEqual([idsIn(ofDeleted), ofDeleted.secret], [[first], null])
  const elsewhere = await tenant.organizationPermit('sends:list', 'other_domain_admin')
  const notTheirs = await listSends(elsewhere, { ...anything, secret: kept.id })
  assert.deepEqual([idsIn(notTheirs), notTheirs.secret], [[], null])
})

test('deleting a secret keeps what is known of its sends', async () => {
  const tenant = await makeTenant()
  const { id, rowVersion } = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value: 'a value of some length' })),
  )
  const [sent = ''] = idsOf(1)
  await write(tenant, [{ id: sent, domain: 'europe', secrets: [id] }])
  const query = { ...anything, secret: id }
  const before = await listSends(await tenant.permit('sends:list'), query)
  await runChange(await tenant.permit('secret:delete'), (scope) =>
    deleteSecret(scope, { ...tenant.place, id, rowVersion }),
  )
  const after = await listSends(await tenant.permit('sends:list'), query)
  assert.deepEqual([before, after].map(idsIn), [[sent], [sent]])
  assert.deepEqual(
    [before, after].map(({ items }) => items[0]?.secrets),
    [[{ id, version: 2, now: { name: 'crm', domain: 'europe' } }], [{ id, version: 2, now: null }]],
  )
})
