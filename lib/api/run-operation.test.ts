import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { TokenScope } from '#lib/access/permissions.ts'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { createsSecret, listsSecrets, tryOperation } from '#lib/testing/an-operation.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { revokeToken } from '#lib/tokens/revoke-token.ts'
import { requestsPerMinute } from '#lib/tokens/token-throttle.ts'

after(disconnect)

const secretsOf = ({ organization: { id: organizationId } }: Tenant) => db().secret.count({ where: { organizationId } })
const newSecret = (over: object = {}) => ({ domain: 'europe', name: 'crm', ...over })

test('who holds the scope in the place is answered, with quota and no cache, and without what the schema does not name', async () => {
  const tenant = await makeTenant()
  const { text } = await anApiToken(tenant, ['secrets:write'])
  const { response, body } = await tryOperation(createsSecret, { token: text, body: newSecret() })
  assert.equal(response.status, 201)
  assert.deepEqual(Object.keys(body), ['id', 'name'])
  assert.equal(response.headers.get('etag'), '"1"')
  assert.equal(response.headers.get('location'), `/api/v1/secrets/${body.id}`)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal(response.headers.get('ratelimit-policy'), `"token";q=${requestsPerMinute};w=60`)
  assert.match(response.headers.get('ratelimit') ?? '', /^"token";r=599;t=\d+$/)
  assert.equal(await secretsOf(tenant), 1)
})

test('without a token that holds nothing is done, whatever else is right', async () => {
  const tenant = await makeTenant()
  const [good, expired, revoked, archived] = [
    await anApiToken(tenant, ['secrets:write']),
    await anApiToken(tenant, ['secrets:write']),
    await anApiToken(tenant, ['secrets:write']),
    await anApiToken(tenant, ['secrets:write'], { domain: 'america' }),
  ]
  const { id: organizationId, america } = tenant.organization
  await db().apiToken.updateMany({ where: { organizationId, id: expired.id }, data: { expiresAt: new Date(0) } })
  await runChange(await tenant.permit('token:revoke'), (scope) =>
    revokeToken(scope, { ...tenant.place, id: revoked.id }),
  )
  await db().domain.updateMany({ where: { organizationId, id: america.id }, data: { archivedAt: new Date() } })
  const changed = `${good.text.slice(0, 10)}${good.text[10] === 'x' ? 'y' : 'x'}${good.text.slice(11)}`
  for (const token of [null, changed, expired.text, revoked.text, archived.text]) {
    const { response, body } = await tryOperation(createsSecret, { token, body: newSecret() })
    assert.deepEqual([response.status, body.code], [401, 'unauthenticated'])
    assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="Postern"')
    assert.equal(response.headers.get('ratelimit'), null)
  }
  const headers = { Cookie: `postern=${good.text}`, Authorization: `Basic ${btoa(`x:${good.text}`)}` }
  assert.equal((await tryOperation(createsSecret, { token: null, body: newSecret(), headers })).response.status, 401)
  assert.equal(await secretsOf(tenant), 0)
})

test('a scope, a domain and an organization that a token has not change nothing, and the refusal is logged with its name', async () => {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const tries: [TokenScope, string | null, Tenant, object, number][] = [
    ['secrets:read', 'europe', tenant, {}, 403],
    ['requests:send', null, tenant, {}, 403],
    ['secrets:write', 'america', tenant, {}, 404],
    ['secrets:write', 'europe', tenant, { domain: undefined }, 403],
    ['secrets:write', null, tenant, { domain: 'nowhere' }, 404],
    ['secrets:write', null, other, {}, 201],
  ]
  for (const [scope, domain, of, over, status] of tries) {
    const { text } = await anApiToken(of, [scope], { domain, name: 'CI' })
    const { response } = await tryOperation(createsSecret, { token: text, body: newSecret(over) })
    assert.equal(response.status, status, `${scope} ${domain}`)
  }
  assert.equal(await secretsOf(tenant), 0)
  await flushRefusals()
  const { id: organizationId } = tenant.organization
  const [entry] = await db().changeLogEntry.findMany({ where: { organizationId, action: 'access.refused' } })
  assert.deepEqual([entry?.actorKind, entry?.actorName, entry?.outcome], ['token', 'CI', 'refused'])
})

test('what an operation does not know is refused by its place, and nothing of it is quoted', async () => {
  const tenant = await makeTenant()
  const { text: token } = await anApiToken(tenant, ['secrets:write', 'secrets:read'])
  const canary = 'canary-9f2c'
  const bodies: [string, number][] = [
    [JSON.stringify(newSecret({ [canary]: canary })), 400],
    [JSON.stringify(newSecret({ name: 7 })), 400],
    [`{"domain":"europe","name":"${canary}","name":"crm"}`, 400],
    [`{"domain":"europe","name":"\\ud800${canary}"}`, 400],
    [`{"domain":"europe","name":${'['.repeat(100)}${']'.repeat(100)}}`, 400],
    [`{"domain":"europe","name":"${canary}`, 400],
    ['null', 404],
    ['', 400],
    [`{"domain":"europe","name":"${'x'.repeat(1024 * 1024)}"}`, 413],
  ]
  for (const [text, status] of bodies) {
    const { response, said } = await tryOperation(createsSecret, { token, text })
    assert.equal(response.status, status, text.slice(0, 60))
    assert.ok(!said.includes(canary))
    assert.equal(response.headers.get('content-type'), 'application/problem+json')
  }
  const asForm = { 'Content-Type': 'application/x-www-form-urlencoded' }
  assert.equal((await tryOperation(createsSecret, { token, text: 'a=b', headers: asForm })).response.status, 415)
  for (const query of ['limit=1&limit=2', `${canary}=1`, 'limit=x', 'limit='])
    assert.equal((await tryOperation(listsSecrets, { token, query })).response.status, 400, query)
  assert.equal(await secretsOf(tenant), 0)
})

test('a token that has made all its requests of a minute is told when to go on', async () => {
  const tenant = await makeTenant()
  const { text: token, id } = await anApiToken(tenant, ['secrets:write'])
  await db().throttle.create({
    data: { key: `token:${id}`, points: requestsPerMinute, expire: new Date(Date.now() + 30_000) },
  })
  const { response, body } = await tryOperation(createsSecret, { token, body: newSecret() })
  assert.deepEqual([response.status, body.code], [429, 'rate_limited'])
  assert.match(response.headers.get('retry-after') ?? '', /^([12]?\d|30)$/)
  assert.match(response.headers.get('ratelimit') ?? '', /^"token";r=0;/)
  assert.equal(await secretsOf(tenant), 0)
})
