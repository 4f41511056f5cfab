import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { anApiToken } from '#lib/testing/an-api-token.ts'
import { type Answered, askApi } from '#lib/testing/ask-api.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { secretRows, textOf } from '#lib/testing/secret-rows.ts'
import { createSecretOperation } from './create-secret-operation.ts'
import { editSecretOperation } from './edit-secret-operation.ts'
import { secretOperations } from './operations.ts'

after(disconnect)

const canary = 'canaryVm82aValueThatIsHeldByNoAnswer'
const secret = { scope: 'domain', domain: 'europe', name: 'kept', type: 'token', value: 'x'.repeat(40) }
const json = (value: unknown) => JSON.stringify(value)

/** Bodies that are wrong in one way each, with a value in them where it must not be said again. */
const hostile: Record<string, string> = {
  'a value as the name of a field': json({ ...secret, name: 'a', [canary]: 1 }),
  'a value as the only field': json({ [canary]: canary }),
  'a value instead of the body': json(canary),
  'a list': json([canary]),
  'malformed, after the value': `{"scope":"domain","domain":"europe","value":"${canary}",,}`,
  'malformed, in the value': `{"scope":"domain","value":"${canary}`,
  'a bare word': canary,
  'not UTF-8': `{"value":"${canary}\\ud800"}`,
  'a name twice': `{"scope":"domain","${canary}":1,"${canary}":2}`,
  'a value of a wrong type': json({ ...secret, name: 'b', value: [canary] }),
  'a number': json({ ...secret, name: 'c', value: 7 }),
  'a pair for a token': json({ ...secret, name: 'd', value: { username: canary, password: canary } }),
  'a pair with a field more': json({
    ...secret,
    name: 'e',
    type: 'username_password',
    value: { username: 'a', password: canary, [canary]: canary },
  }),
  'a pair as text': json({ ...secret, name: 'f', type: 'username_password', value: canary }),
  'half a pair': json({ ...secret, name: 'g', type: 'username_password', value: { username: canary } }),
  'JSON text that is none': json({ ...secret, name: 'h', type: 'json', value: `{"key": ${canary}}` }),
  'JSON text that is a list': json({ ...secret, name: 'i', type: 'json', value: `["${canary}"]` }),
  'JSON that is too deep': json({ ...secret, name: 'j', type: 'json', value: deep(40) }),
  'JSON that is far too deep': `{"value":${'['.repeat(100_000)}"${canary}"${']'.repeat(100_000)}}`,
  'a number beyond 2^53': `{"scope":"domain","domain":"europe","name":"k","type":"json","value":{"a":"${canary}","b":1e400}}`,
  'too large a value': json({ ...secret, name: 'l', value: canary.repeat(2_000) }),
  'too large a body': json({ ...secret, name: 'm', value: canary.repeat(40_000) }),
  'a lone surrogate': `{"scope":"domain","domain":"europe","name":"n","type":"token","value":"${canary}\\udfff"}`,
  'NUL in the description': json({ ...secret, name: 'o', value: canary, description: 'a\0b' }),
  'NUL in the domain': json({ ...secret, domain: '\0', name: 'p', value: canary }),
  'a domain of another type': json({ ...secret, domain: { [canary]: 1 }, name: 'q' }),
  'a scope of another type': json({ ...secret, scope: [canary], name: 'r' }),
  'a name of another type': json({ ...secret, name: { [canary]: canary } }),
  'too long a name': json({ ...secret, name: 'n'.repeat(100_000), value: canary }),
  'a day that is none': json({ ...secret, name: 's', value: canary, expiresOn: '2027-02-30' }),
  'a day that has passed': json({ ...secret, name: 't', value: canary, expiresOn: '2001-01-01' }),
  'hosts that are none': json({ ...secret, name: 'u', value: canary, allowedHosts: ['*', 'a b', '', 'x'.repeat(500)] }),
  'too many hosts': json({ ...secret, name: 'v', value: canary, allowedHosts: Array(5_000).fill('a.example.com') }),
  __proto__: `{"__proto__":{"scope":"domain"},"value":"${canary}"}`,
  'an empty value': json({ ...secret, name: 'w', value: '' }),
  nothing: '',
  'only white space': ' \n',
}

function deep(levels: number): object {
  let value: object = { key: canary }
  for (let level = 0; level < levels; level++) value = { value }
  return value
}

function assertSaysNothing({ status, text, headers }: Answered, what: string): void {
  assert.ok(status >= 400 && status < 500, `${what}: ${status}`)
  assert.ok(!text.includes(canary.slice(0, 20)), `${what}: the answer has the value`)
  assert.ok(!textOf([...headers]).includes(canary.slice(0, 20)), `${what}: a header has the value`)
}

test('no hostile body is stored, fails, or is said again', async () => {
  const tenant = await makeTenant()
  const { text: token } = await anApiToken(tenant, ['secrets:read', 'secrets:write'], { domain: null })
  const { body: stored } = await askApi(createSecretOperation, token, { body: secret })
  const pair = { ...secret, name: 'pair', type: 'username_password', value: { username: 'a', password: 'b' } }
  const object = { ...secret, name: 'object', type: 'json', value: { a: 1 } }
  const others: Answered[] = []
  for (const body of [pair, object]) others.push(await askApi(createSecretOperation, token, { body }))
  const before = await secretRows(tenant)
  const params = { id: stored.id as string }
  for (const [what, body] of Object.entries(hostile)) {
    assertSaysNothing(await askApi(createSecretOperation, token, { body }), what)
    assertSaysNothing(await askApi(editSecretOperation, token, { params, ifMatch: 1, body }), `edit: ${what}`)
  }
  for (const { body } of others)
    for (const value of [canary, [canary], { [canary]: canary }, { username: canary, extra: 1 }, `{"a": ${canary}}`, 7])
      if (body.type === 'username_password' || typeof value !== 'object' || Array.isArray(value)) {
        const asked = { params: { id: body.id as string }, ifMatch: 1, body: { value } }
        assertSaysNothing(await askApi(editSecretOperation, token, asked), `edit: ${body.type}`)
      }
  for (const headers of [{ 'Content-Type': 'text/plain' }, { 'Content-Type': `application/${canary}` }])
    assertSaysNothing(await askApi(createSecretOperation, token, { body: json({ value: canary }), headers }), 'a type')
  assert.deepEqual(await secretRows(tenant), before)
  const log = await db().changeLogEntry.findMany({ where: { organizationId: tenant.organization.id } })
  assert.ok(!textOf(log).includes(canary.slice(0, 20)))
})

test('a value in a header or in the address is not said again', async () => {
  const tenant = await makeTenant()
  const { text: token } = await anApiToken(tenant, ['secrets:read', 'secrets:write'], { domain: null })
  const { body: stored } = await askApi(createSecretOperation, token, { body: secret })
  const params = { id: stored.id as string }
  for (const operation of secretOperations) {
    const asked = { ...(operation.path.includes('{id}') && { params }), ...(operation.body && { body: {} }) }
    for (const ifMatch of [canary, `"${canary}"`])
      if (operation.needsIfMatch) assertSaysNothing(await askApi(operation, token, { ...asked, ifMatch }), operation.id)
    assertSaysNothing(await askApi(operation, token, { ...asked, ifMatch: 1, query: { [canary]: '1' } }), operation.id)
    assertSaysNothing(
      await askApi(operation, token, { ...asked, params: { id: canary }, query: { limit: canary, domain: canary } }),
      operation.id,
    )
    assertSaysNothing(await askApi(operation, `pst_${canary}`, asked), operation.id)
  }
})
