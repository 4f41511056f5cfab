import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { TokenScope } from '#lib/access/permissions.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { type Asked, askApi, assertProblem } from '#lib/testing/ask-api.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { secretRows } from '#lib/testing/secret-rows.ts'
import type { Operation } from '../operation.ts'
import { createSecretOperation } from './create-secret-operation.ts'
import { getSecretOperation } from './get-secret-operation.ts'
import { listSecretsOperation } from './list-secrets-operation.ts'
import { secretOperations } from './operations.ts'

after(disconnect)

const everything: TokenScope[] = ['secrets:read', 'secrets:write', 'requests:send', 'activity:read']
const bodies: Record<string, unknown> = {
  editSecret: { description: 'changed' },
  makeSecretVersionCurrent: { version: 1 },
  renameSecret: { name: 'other' },
}

/** What works for a secret that was just stored, where whoever asks may do it. */
const askedOf = (operation: Operation, id: string, level: 'domain' | 'organization'): Asked => ({
  ...(operation.path.includes('{id}') && { params: { id } }),
  ...(operation.needsIfMatch && { ifMatch: 1 }),
  ...(operation.id === 'createSecret' && { body: bodyAt(level) }),
  ...(operation.id in bodies && { body: bodies[operation.id] }),
  ...(operation.id === 'listSecrets' && level === 'domain' && { query: { domain: 'europe' } }),
})

const bodyAt = (level: 'domain' | 'organization', name = 'crm', domain = 'europe') => ({
  scope: level,
  ...(level === 'domain' && { domain }),
  name,
  type: 'token',
  value: `value-of-${name}-${randomUUID()}`,
})

/** A tenant with a secret at its domain Europe and one of its own. */
async function withSecrets() {
  const tenant = await makeTenant()
  const { text } = await anApiToken(tenant, everything, { domain: null })
  const make = async (level: 'domain' | 'organization') => {
    const { body, status } = await askApi(createSecretOperation, text, { body: bodyAt(level, 'kept') })
    assert.equal(status, 201)
    return body.id as string
  }
  return { tenant, token: text, ids: { domain: await make('domain'), organization: await make('organization') } }
}

/** Every operation on both secrets is refused with this code, and not a row is different but of a refusal. */
async function refusesAll(
  { tenant, ids }: Awaited<ReturnType<typeof withSecrets>>,
  token: string | null,
  expected: (operation: Operation, level: 'domain' | 'organization') => [code: string, status: number] | null,
): Promise<void> {
  const rows = async () => ({ ...(await secretRows(tenant)), log: await doneIn(tenant) })
  const before = await rows()
  for (const operation of secretOperations)
    for (const level of ['domain', 'organization'] as const) {
      const refusal = expected(operation, level)
      if (!refusal) continue
      const answer = await askApi(operation, token, askedOf(operation, ids[level], level))
      assertProblem(answer, ...refusal)
      assert.ok(!answer.text.includes('kept'), `${operation.id} tells nothing`)
    }
  assert.deepEqual(await rows(), before)
}

const doneIn = ({ organization: { id: organizationId } }: Tenant) =>
  db().changeLogEntry.findMany({ where: { organizationId, outcome: 'done' }, orderBy: { sequence: 'asc' } })

const isRenameOfAlias = ({ id }: Operation, level: string) => id === 'renameSecret' && level === 'domain'
const notPermitted = (operation: Operation, level: string): [string, number] =>
  isRenameOfAlias(operation, level) ? ['not_found', 404] : ['not_permitted', 403]

test('a token without the scope is refused, one that only reads changes nothing', async () => {
  const made = await withSecrets()
  for (const scope of everything) {
    const { text } = await anApiToken(made.tenant, [scope], { domain: null })
    await refusesAll(made, text, (operation, level) =>
      operation.scope === scope ? null : notPermitted(operation, level),
    )
  }
})

test('a token of another organization finds nothing, whatever exists', async () => {
  const made = await withSecrets()
  const other = await withSecrets()
  await refusesAll(made, other.token, ({ path }) => (path.includes('{id}') ? ['not_found', 404] : null))
  const listed = await askApi(listSecretsOperation, other.token, { query: { domain: 'europe' } })
  assert.deepEqual(
    listed.body.items.map((each: { id: string }) => each.id),
    [other.ids.domain],
  )
})

test('a domain’s token finds nothing of another domain, and changes nothing of the organization, which it sees', async () => {
  const made = await withSecrets()
  const { text: american } = await anApiToken(made.tenant, everything, { domain: 'america' })
  const sees = ['listSecrets', 'getSecret', 'listSecretUsages']
  await refusesAll(made, american, (operation, level) => {
    if (level === 'domain') return ['not_found', 404]
    return sees.includes(operation.id) ? null : ['not_permitted', 403]
  })
  const { text: european } = await anApiToken(made.tenant, everything, { domain: 'europe' })
  for (const id of Object.values(made.ids))
    assert.equal((await askApi(getSecretOperation, european, { params: { id } })).status, 200)
  const listed = await askApi(listSecretsOperation, european, {})
  assert.deepEqual(
    listed.body.items.map((each: { id: string }) => each.id),
    [made.ids.organization],
  )
})

test('no token, and one that is wrong, expired, revoked or a session, is refused before anything is read', async () => {
  const made = await withSecrets()
  const { tenant } = made
  const expired = await anApiToken(tenant, everything, { domain: null })
  const revoked = await anApiToken(tenant, everything, { domain: null })
  const change = (id: string, data: object) =>
    db().apiToken.update({ where: { organizationId_id: { organizationId: tenant.organization.id, id } }, data })
  await change(expired.id, { expiresAt: new Date(Date.now() - 1000) })
  await change(revoked.id, { revokedAt: new Date() })
  const wrong = `${made.token.slice(0, -1)}${made.token.endsWith('0') ? '1' : '0'}`
  // One at a time: a wrong one that is presented often is throttled.
  for (const token of [null, expired.text, revoked.text]) await refusesAll(made, token, () => ['unauthenticated', 401])
  assertProblem(await askApi(listSecretsOperation, wrong, {}), 'unauthenticated', 401)
  const cookie = await askApi(listSecretsOperation, null, { headers: { Cookie: `postern-session=${made.token}` } })
  assertProblem(cookie, 'unauthenticated', 401)
})

test('an archived domain has no secrets, and takes none', async () => {
  const made = await withSecrets()
  const { id: organizationId, europe } = made.tenant.organization
  await db().domain.update({
    where: { organizationId_id: { organizationId, id: europe.id } },
    data: { archivedAt: new Date() },
  })
  await refusesAll(made, made.token, (_, level) => (level === 'domain' ? ['not_found', 404] : null))
})

test('a change says what it has seen: without If-Match, with another form of it, or too late, nothing is changed', async () => {
  const made = await withSecrets()
  const changes = secretOperations.filter(({ needsIfMatch }) => needsIfMatch)
  assert.equal(changes.length, 7)
  const before = await secretRows(made.tenant)
  const wrong: [string | undefined, string, number][] = [
    [undefined, 'precondition_required', 428],
    ['*', 'invalid', 400],
    ['W/"1"', 'invalid', 400],
    ['1', 'invalid', 400],
    ['"1", "2"', 'invalid', 400],
    ['"2"', 'stale_version', 412],
    ['"999999999"', 'stale_version', 412],
  ]
  for (const operation of changes)
    for (const [ifMatch, code, status] of wrong) {
      const { ifMatch: _, ...asked } = askedOf(operation, made.ids.organization, 'organization')
      assertProblem(await askApi(operation, made.token, { ...asked, ...(ifMatch && { ifMatch }) }), code, status)
    }
  assert.deepEqual(await secretRows(made.tenant), before)
})

test('what is no id of Postern is not found, and breaks nothing', async () => {
  const { token, ids } = await withSecrets()
  for (const id of [
    'x',
    '',
    '\0',
    '../..',
    ids.domain.toUpperCase(),
    `${ids.domain} `,
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ])
    for (const operation of secretOperations.filter(({ path }) => path.includes('{id}')))
      assertProblem(await askApi(operation, token, askedOf(operation, id, 'domain')), 'not_found', 404)
})
