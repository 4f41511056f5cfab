import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { disconnect } from '#lib/db/client.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { refusesAndChangesNothing, secretRows } from '#lib/testing/secret-rows.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { editSecret } from './edit-secret.ts'

after(disconnect)

const canary = 'canary-Zx81-plaintext-of-a-token'

const create = async (
  tenant: Tenant,
  over: Record<string, unknown> = {},
  [domain, role]: ['europe' | 'america' | null, TestRole] = ['europe', 'domain_admin'],
) => {
  const { organization } = tenant.place
  const permit = domain
    ? await tenant.permit('secret:create', role, domain)
    : await tenant.organizationPermit('secret:create', role)
  const fields = { name: 'jira_pat', type: 'token', value: canary, acceptsDuplicate: false, ...over }
  return runChange(permit, (scope) =>
    createSecret(scope, secretInput(domain ? { organization, domain } : { organization }, fields)),
  )
}

test('a value that is stored already is pointed out by name, and stored once that is accepted', async () => {
  const tenant = await makeTenant()
  await create(tenant)
  const refusal = await refusesAndChangesNothing(tenant, 'duplicate_value', () => create(tenant, { name: 'again' }))
  assert.match(refusal.fields.value ?? '', /already stored in jira_pat\./)
  assert.ok(!refusal.message.includes(canary))
  // As a password it is the same value.
  const pair = { name: 'again', type: 'username_password', value: { username: 'batch', password: canary } }
  await refusesAndChangesNothing(tenant, 'duplicate_value', () => create(tenant, pair))
  await create(tenant, { ...pair, acceptsDuplicate: true })
})

test('the same value for the same secret, an earlier value and a short one are no duplicates; an archived one’s is', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const edit = async (rowVersion: number, value: string) =>
    runChange(await tenant.permit('secret:edit'), (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion, value, acceptsDuplicate: false })),
    )
  await edit(1, canary)
  await edit(2, 'a value that replaces it')
  await create(tenant, { name: 'of_an_earlier_value' })
  for (const name of ['short1', 'short2']) await create(tenant, { name, value: 'fifteen bytes..' })
  await refusesAndChangesNothing(tenant, 'duplicate_value', () => edit(3, canary))
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 3 }),
  )
  await refusesAndChangesNothing(tenant, 'duplicate_value', () =>
    create(tenant, { name: 'of_an_archived', value: 'a value that replaces it' }),
  )
})

test('only secrets that somebody may edit are pointed out to them', async () => {
  const tenant = await makeTenant()
  await create(tenant, { name: 'american' }, ['america', 'other_domain_admin'])
  await create(tenant, { name: 'for.all' }, [null, 'org_admin']).catch(() => undefined)
  // Lena is no admin of America, nor of the organization.
  await create(tenant)
  const refusal = await refusesAndChangesNothing(tenant, 'duplicate_value', () =>
    create(tenant, { name: 'again' }, ['europe', 'owner']),
  )
  assert.match(refusal.message, /american \(America\) and jira_pat/)
  const foreign = await makeTenant()
  await create(foreign)
})

test('at most three are named', async () => {
  const tenant = await makeTenant()
  for (const name of ['a', 'b', 'c', 'd']) await create(tenant, { name, acceptsDuplicate: true })
  const refusal = await refusesAndChangesNothing(tenant, 'duplicate_value', () => create(tenant))
  assert.match(refusal.message, /stored in a, b, c and others\./)
})

test('ten values a minute are compared; the next are stored without a word', async () => {
  const tenant = await makeTenant()
  await create(tenant, {}, ['europe', 'owner'])
  for (let index = 0; index < 9; index++)
    await create(tenant, { name: `guess-${index}`, value: `a wrong guess: ${index}` })
  await refusesAndChangesNothing(tenant, 'duplicate_value', () => create(tenant, { name: 'hit' }))
  await create(tenant, { name: 'guess-9', value: 'a wrong guess: 9' })
  await create(tenant, { name: 'no-word' })
})

test('why a value is weak is kept with it, and nothing else of it', async () => {
  const tenant = await makeTenant()
  const strong = 'kT9#vQ2m!xR7pLw4'
  const cases: [name: string, over: Record<string, unknown>, weakness: string | null][] = [
    ['short', { value: 'kT9#vQ2m!xR' }, 'short'],
    ['common', { value: 'administrator' }, 'common'],
    ['guessable', { value: 'qwertyuiop123456' }, 'guessable'],
    ['strong', { value: strong }, null],
    ['pem', { value: `-----BEGIN PRIVATE KEY-----\n${strong.repeat(90)}\n` }, null],
    ['pair', { type: 'username_password', value: { username: strong, password: 'abc' } }, 'short'],
    ['json', { type: 'json', value: JSON.stringify({ user: 'a', deep: [{ key: strong }] }) }, null],
    ['weak-json', { type: 'json', value: JSON.stringify({ host: 'db', deep: [{ key: 'abc' }] }) }, 'short'],
    ['no-text', { type: 'json', value: '{"port": 5432}' }, null],
  ]
  for (const [name, over, weakness] of cases) {
    const { id } = await create(tenant, { name, acceptsDuplicate: true, ...over })
    const { versions } = await secretRows(tenant)
    assert.equal(versions.find(({ secretId }) => secretId === id)?.weakness, weakness, name)
  }
})
