import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { recordNothing } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { createSecret } from './create-secret.ts'
import { assertNoCredentials, type PlainText } from './notice-credentials.ts'

const token = 'correct horse battery staple'
const shared = 'a value of the whole organization'
const password = 'the password of a pair'
const typed = `sk_live_${'Zx81mQp0vT7sK2bY9cLd'}`

let tenant: Tenant
before(async () => {
  tenant = await makeTenant()
  const organization = { organization: tenant.organization.slug }
  const store = async (level: 'domain' | 'organization', fields: Record<string, unknown>) => {
    const permit = level === 'domain' ? tenant.permit('secret:create') : tenant.organizationPermit('secret:create')
    const place = level === 'domain' ? tenant.place : organization
    await runChange(await permit, (scope) => createSecret(scope, secretInput(place, fields)))
  }
  await store('domain', { name: 'crm', type: 'token', value: token })
  await store('domain', { name: 'login', type: 'username_password', value: { username: 'sam', password } })
  await store('domain', { name: 'short', type: 'token', value: 'fifteen letters' })
  await store('organization', { name: 'erp.key', type: 'token', value: shared })
})
beforeEach(() => db().throttle.deleteMany())
after(disconnect)

/** What the save of a text would be told, by field; null: it may be saved. */
async function told(texts: PlainText[], role: TestRole = 'domain_admin', isAccepted = false) {
  const permit = await tenant.permit('integration:edit', role)
  try {
    await runChange(permit, async (scope) => {
      await assertNoCredentials(scope, texts, isAccepted)
      recordNothing(scope)
    })
    return null
  } catch (error) {
    if (!(error instanceof PosternError) || error.code !== 'credential_noticed') throw error
    for (const value of [token, shared, password, typed])
      assert.doesNotMatch(JSON.stringify([error.message, error.fields, error.noticed]), new RegExp(value))
    return error.noticed?.map(({ field, start, end, stored }) => [field, start, end, stored?.name ?? null]) ?? []
  }
}
const body = (text: string): PlainText[] => [{ field: 'body', text }]

test('a stored value is told with its secret to who may edit that, and to nobody else', async () => {
  assert.deepEqual(await told(body(token)), [['body', 0, token.length, 'crm']])
  assert.deepEqual(await told(body(password)), [['body', 0, password.length, 'login']])
  assert.equal(await told(body(token), 'editor'), null)
  // Of the organization: nothing that a Domain Admin could edit.
  assert.equal(await told(body(shared), 'domain_admin'), null)
  assert.deepEqual(await told(body(shared), 'org_admin'), [['body', 0, shared.length, 'erp.key']])
})

test('of a pair its password is meant, and the sentence names the secret', async () => {
  const permit = await tenant.permit('integration:edit')
  await assert.rejects(
    runChange(permit, (scope) => assertNoCredentials(scope, body(password), false)),
    (error: PosternError) => {
      assert.deepEqual(error.noticed?.[0]?.stored, { name: 'login', part: 'password' })
      assert.match(error.fields.body ?? '', /value of the secret `login`/)
      return true
    },
  )
})

test('what looks like a credential is told to everybody, where it stands', async () => {
  const text = `{"key":"${typed}"}`
  for (const role of ['domain_admin', 'editor'] as const)
    assert.deepEqual(await told(body(text), role), [['body', 8, 8 + typed.length, null]])
  assert.deepEqual(await told([{ field: 'headers.0.value', text: 'short-but-real', name: 'X-Api-Key' }], 'editor'), [
    ['headers.0.value', 0, 14, null],
  ])
})

test('what was accepted, was there before, or is too short to be compared may be saved', async () => {
  assert.equal(await told(body(token), 'domain_admin', true), null)
  assert.equal(await told([{ field: 'body', text: `{"n":2,"key":"${typed}"}`, before: `{"key":"${typed}"}` }]), null)
  assert.equal(await told([{ field: 'body', text: token, before: token }]), null)
  assert.equal(await told(body('fifteen letters')), null)
})

test('ten texts a minute are compared, also of saves that were refused; the rest is not told', async () => {
  const guess = (number: number) => ({ field: `headers.${number}.value`, text: `guess number ${number} of many` })
  const nine = Array.from({ length: 9 }, (_, index) => guess(index))
  // Refused because of the key: what was guessed beside it counts all the same.
  assert.deepEqual(await told([...body(typed), ...nine]), [['body', 0, typed.length, null]])
  assert.equal(await told(body(token)), null)
  assert.deepEqual(await told(body(token), 'owner'), [['body', 0, token.length, 'crm']])
})
