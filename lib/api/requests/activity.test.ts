import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { authorizeToken } from '#lib/access/authorize.ts'
import { exportEntries } from '#lib/changelog/export-entries.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { makeTenant, type Tenant, testOrigin } from '#lib/testing/make-tenant.ts'
import { runOperation } from '../run-operation.ts'
import { listActivityOperation } from './list-activity-operation.ts'

after(disconnect)

type Entry = {
  sequence: string
  action: string
  domain: string | null
  actor: { kind: string; id: string | null; name: string }
}

/** A tenant in whose domains secrets were stored: two in Europe, one in America. */
async function withLog() {
  const tenant = await makeTenant()
  for (const [domain, name] of [
    ['europe', 'one'],
    ['europe', 'two'],
    ['america', 'three'],
  ] as const) {
    const input = tokenInput({ ...tenant.place, domain }, { name, value: `a value of ${name}` })
    await runChange(await tenant.permit('secret:create', 'owner', domain), (scope) => createSecret(scope, input))
  }
  return tenant
}

const reader = async (tenant: Tenant, domain: string | null = null) => anApiToken(tenant, ['activity:read'], { domain })
const ask = (token: string | null, query: Record<string, string> = {}) =>
  askApi(listActivityOperation, token, { query })

const stream = async (token: string, query = '') =>
  runOperation(
    listActivityOperation,
    new Request(`https://postern.example/api/v1/activity?${query}`, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/x-ndjson' },
    }),
    {},
    testOrigin,
  )

test('the log is read page by page, newest first, with filters', async () => {
  const tenant = await withLog()
  const { text } = await reader(tenant)
  const all = await ask(text)
  assert.equal(all.status, 200, all.text)
  const actions = all.body.items.map(({ action, domain }: Entry) => [action, domain])
  assert.deepEqual(actions, [
    ['token.created', null],
    ['secret.created', 'america'],
    ['secret.created', 'europe'],
    ['secret.created', 'europe'],
  ])
  assert.ok(!all.text.includes('a value of'))
  const paged: Entry[] = []
  for (let cursor: string | undefined, pages = 0; pages < 9; pages++) {
    const { body } = await ask(text, { limit: '1', ...(cursor && { cursor }) })
    paged.push(...body.items)
    if (!body.nextCursor) break
    cursor = body.nextCursor
  }
  assert.deepEqual(paged, all.body.items)
  const found = async (query: Record<string, string>) => (await ask(text, query)).body.items.length
  const { personId } = tenant.people.owner
  assert.equal(await found({ actor: personId, kind: 'changes', group: 'secrets' }), 3)
  // By what an entry says of who acted, all that they did is found.
  for (const { action, actor } of all.body.items as Entry[]) {
    assert.equal(actor.id, personId, action)
    assert.equal(await found({ actor: actor.id }), 4)
  }
  assert.equal(await found({ domain: 'europe' }), 2)
  assert.equal(await found({ q: 'three' }), 1)
  assert.equal(await found({ from: '2000-01-01', to: '2000-01-02' }), 0)
  assert.equal(await found({ kind: 'refused' }), 0)
})

test('what makes no sense is refused instead of being left out', async () => {
  const { text } = await reader(await withLog())
  const bad: Record<string, string>[] = [
    { kind: 'everything' },
    { from: 'yesterday' },
    { actor: 'Ines' },
    { limit: '0' },
    { limit: '501' },
    { cursor: 'x' },
    { subject: '1' },
    { who: 'Ines' },
  ]
  for (const query of bad) assertProblem(await ask(text, query), 'invalid', 400)
})

test('a domain’s token reads what happened there alone; without scope, or from elsewhere, nothing', async () => {
  const tenant = await withLog()
  const european = (await reader(tenant, 'europe')).text
  const seen = await ask(european)
  assert.ok(seen.body.items.length >= 2)
  assert.ok(seen.body.items.every(({ domain }: Entry) => domain === 'europe'))
  assertProblem(await ask(european, { domain: 'america' }), 'not_found', 404)
  assertProblem(await ask(european, { domain: 'nowhere' }), 'not_found', 404)
  const { text } = await anApiToken(tenant, ['secrets:read', 'secrets:write', 'requests:send'], { domain: null })
  assertProblem(await ask(text), 'not_permitted', 403)
  assertProblem(await ask(null), 'unauthenticated', 401)
  const stranger = await makeTenant()
  const foreign = await ask((await reader(stranger)).text)
  assert.deepEqual(
    foreign.body.items.map(({ action }: Entry) => action),
    ['token.created'],
  )
})

test('JSON Lines are all that is found, an entry a line, and the log says that they were taken', async () => {
  const tenant = await withLog()
  const { id, text } = await reader(tenant)
  const response = await stream(text, 'group=secrets')
  assert.equal(response.headers.get('content-type'), 'application/x-ndjson')
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const lines = (await response.text()).trimEnd().split('\n')
  const listed = await ask(text, { group: 'secrets' })
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    listed.body.items,
  )
  const taken = await db().changeLogEntry.findFirst({
    where: { organizationId: tenant.organization.id, action: 'log.exported' },
  })
  assert.deepEqual([taken?.actorKind, taken?.actorId, taken?.actorName], ['token', id, 'CI'])
})

test('a token that is revoked while it reads gets no more', async () => {
  const tenant = await withLog()
  const { id } = await reader(tenant)
  const { organization } = await tenant.organizationPermit('organization:view')
  const token = { tokenId: id, name: 'CI', scopes: ['activity:read' as const], organization, domain: null }
  const permit = await authorizeToken(token, 'activity:view', {}, testOrigin)
  const taken = await exportEntries(permit, changeLogQueryOf(new URLSearchParams()), 'jsonl')
  await db().apiToken.update({
    where: { organizationId_id: { organizationId: organization.id, id } },
    data: { revokedAt: new Date() },
  })
  await assert.rejects(taken.next(), { code: 'unauthenticated' })
})

test('a token whose domain is archived, and a person who loses one of two domains, get no more of it', async () => {
  const tenant = await withLog()
  const { id } = await reader(tenant)
  const query = changeLogQueryOf(new URLSearchParams())
  const { organization } = await tenant.organizationPermit('organization:view')
  const { europe } = tenant.organization
  const domain = { id: europe.id, slug: 'europe', name: 'Europe' }
  const token = { tokenId: id, name: 'CI', scopes: ['activity:read' as const], organization, domain }
  const byToken = await exportEntries(await authorizeToken(token, 'activity:view', {}, testOrigin), query, 'jsonl')
  const where = { organizationId_id: { organizationId: organization.id, id: europe.id } }
  await db().domain.update({ where, data: { archivedAt: new Date() } })
  await assert.rejects(byToken.next(), { code: 'unauthenticated' })
  await db().domain.update({ where, data: { archivedAt: null } })

  const { personId } = tenant.people.domain_admin
  const at = { organizationId: organization.id, personId }
  const { america } = tenant.organization
  await db().domainMembership.create({ data: { ...at, domainId: america.id, role: 'domain_admin' } })
  const permit = await tenant.organizationPermit('activity:view', 'domain_admin')
  assert.equal(permit.domainIds?.length, 2)
  const byPerson = await exportEntries(permit, query, 'jsonl')
  await db().domainMembership.deleteMany({ where: { ...at, domainId: america.id } })
  await assert.rejects(byPerson.next(), { code: 'not_permitted' })
})

test('a day whose instants nobody can tell is refused, and one at the edge is not', async () => {
  const { text } = await reader(await withLog())
  for (const name of ['from', 'to'])
    for (const day of ['9999-12-31', '0001-01-01', '0000-01-01'])
      assertProblem(await ask(text, { [name]: day }), 'invalid', 400)
  assert.equal((await ask(text, { from: '1900-01-01', to: '9998-12-31' })).status, 200)
})
