import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { OpenError } from '#lib/crypto/open-error.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { editInput, secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { archiveSecret } from './archive-secret.ts'
import { createSecret } from './create-secret.ts'
import { editSecret } from './edit-secret.ts'
import { getSecret } from './get-secret.ts'
import { listSecrets } from './list-secrets.ts'
import { assertRowIsGenuine } from './row-mac.ts'
import { secretQuery } from './schema.ts'

after(disconnect)

const canary = 'canary-Zx81-plaintext-of-a-token'

const inputOf = (tenant: Tenant, over: Record<string, unknown> = {}) =>
  secretInput(tenant.place, { name: 'weather_fx', type: 'token', value: canary, ...over })

const create = async (tenant: Tenant, over?: Record<string, unknown>) =>
  runChange(await tenant.permit('secret:create'), (scope) => createSecret(scope, inputOf(tenant, over)))

/** Everything a tenant has in the tables that a change of secrets may touch. */
async function everything({ organization: { id: organizationId } }: Tenant) {
  const where = { organizationId }
  return {
    secrets: await db().secret.findMany({ where, orderBy: { id: 'asc' } }),
    versions: await db().secretVersion.findMany({ where, orderBy: [{ secretId: 'asc' }, { version: 'asc' }] }),
    log: await db().changeLogEntry.findMany({ where, orderBy: { sequence: 'asc' } }),
  }
}

const refusedWith = (code: string) => (error: unknown) => error instanceof PosternError && error.code === code

/** The call is refused with `code`, and not a row of the tenant is different. */
async function refusesAndChangesNothing(tenant: Tenant, code: string, call: () => Promise<unknown>) {
  const before = await everything(tenant)
  await assert.rejects(call, refusedWith(code))
  assert.deepEqual(await everything(tenant), before)
}

test('a created secret is listed, logged and nowhere in plaintext', async () => {
  const tenant = await makeTenant()
  const made = await create(tenant, { description: 'Weather of the front page' })
  assert.equal(made.version, 1)

  const page = await listSecrets(await tenant.permit('secret:list', 'editor'), secretQuery.parse({}))
  assert.deepEqual(
    page.items.map(({ name, type, status, version }) => ({ name, type, status, version })),
    [{ name: 'weather_fx', type: 'token', status: 'active', version: 1 }],
  )
  const rows = await everything(tenant)
  assert.deepEqual(
    rows.log.map((entry) => [entry.action, entry.actorName, entry.actorRole, entry.address]),
    [['secret.created', 'Lena Fischer', 'Domain Admin', '192.0.2.41']],
  )
  const details = await getSecret(await tenant.permit('secret:list'), made.id, [])
  assert.match(details.fingerprint, /^[0-9a-f]{16}$/)
  const text = JSON.stringify([rows, page, details, made], (_, value) =>
    typeof value === 'bigint'
      ? String(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('latin1')
        : value,
  )
  assert.ok(!text.includes(canary))
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
})

test('each type is stored; a pair is sealed in two fields', async () => {
  const tenant = await makeTenant()
  await create(tenant, { name: 'pair', type: 'username_password', value: { username: 'u', password: 'p' } })
  await create(tenant, { name: 'config', type: 'json', value: '{"n": 1.0e2}' })
  const { versions } = await everything(tenant)
  assert.deepEqual(versions.map((version) => version.sealedUsername !== null).sort(), [false, true])
})

test('an alias is taken in every letter case and while its secret is archived', async () => {
  const tenant = await makeTenant()
  const made = await create(tenant)
  await refusesAndChangesNothing(tenant, 'name_taken', () => create(tenant))
  await refusesAndChangesNothing(tenant, 'name_taken', () => create(tenant, { name: 'WEATHER_FX' }))
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id: made.id, rowVersion: 1 }),
  )
  await refusesAndChangesNothing(tenant, 'name_taken', () => create(tenant))
})

test('two domains may use one alias', async () => {
  const tenant = await makeTenant()
  await create(tenant)
  await runChange(await tenant.permit('secret:create', 'other_domain_admin', 'america'), (scope) =>
    createSecret(scope, inputOf(tenant)),
  )
  assert.equal((await everything(tenant)).secrets.length, 2)
})

test('who may not create, edit or archive is refused', async () => {
  const tenant = await makeTenant()
  for (const permission of [
    'secret:create',
    'secret:edit',
    'secret:archive',
    'secret:history',
    'token:list',
  ] as const) {
    await assert.rejects(tenant.permit(permission, 'editor'), refusedWith('not_permitted'))
    await assert.rejects(tenant.permit(permission, 'stranger'), refusedWith('not_found'))
    await assert.rejects(tenant.permit(permission, 'other_domain_admin'), refusedWith('not_found'))
    for (const role of ['owner', 'org_admin', 'domain_admin'] as const) await tenant.permit(permission, role)
  }
})

test('a new value is a new version; without one the stored value stays', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const permit = await tenant.permit('secret:edit')
  const edit = (rowVersion: number, over: Record<string, unknown>) =>
    runChange(permit, (scope) => editSecret(scope, editInput(tenant.place, { id, rowVersion, ...over })))

  const described = await edit(1, { description: 'New text' })
  assert.deepEqual(described, { id, name: 'weather_fx', version: 1, rowVersion: 2 })
  const rotated = await edit(2, { description: 'New text', value: 'another value' })
  assert.deepEqual(rotated, { id, name: 'weather_fx', version: 2, rowVersion: 3 })
  const same = await edit(3, { description: 'New text' })
  assert.deepEqual(same, { id, name: 'weather_fx', version: 2, rowVersion: 3 })
  const { log } = await everything(tenant)
  assert.deepEqual(
    log.map((entry) => entry.action),
    ['secret.created', 'secret.edited', 'secret.rotated'],
  )
  assert.deepEqual(log[1]?.details, { rowVersion: 2, fields: { Description: { from: null, to: 'New text' } } })
  assert.deepEqual(log[2]?.details, { rowVersion: 3, version: { from: 1, to: 2 } })
})

test('a whole older row put back, and a row removed past Postern, are found by verifying the log', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const [before] = (await everything(tenant)).secrets
  if (!before) throw new Error('The secret is not there.')
  await runChange(await tenant.permit('secret:archive'), (scope) =>
    archiveSecret(scope, { ...tenant.place, id, rowVersion: 1 }),
  )
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  const { organizationId, ...columns } = before
  await db().secret.update({ where: { organizationId_id: { organizationId, id } }, data: columns })
  assert.deepEqual(await verifyLog(tenant.organization.id), {
    whole: false,
    sequence: 2n,
    reason: 'The row of the secret that entry 2 is about is not the one it left: an older one was put back.',
    secretName: 'weather_fx',
  })
  await db().secretVersion.deleteMany({ where: { secretId: id } })
  await db().secret.deleteMany({ where: { id } })
  const verdict = await verifyLog(tenant.organization.id)
  assert.ok(!verdict.whole && verdict.reason === 'The secret that entry 2 is about was removed past Postern.')
})

test('an edit on an older row version, of a foreign secret or with a value of another type changes nothing', async () => {
  const tenant = await makeTenant()
  const foreign = await makeTenant()
  const { id } = await create(tenant)
  const { id: foreignId } = await create(foreign)
  const permit = await tenant.permit('secret:edit')
  const edit = (over: Record<string, unknown>) => () =>
    runChange(permit, (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion: 1, description: 'x', value: 'y', ...over })),
    )
  await refusesAndChangesNothing(tenant, 'stale_version', edit({ rowVersion: 2 }))
  await refusesAndChangesNothing(tenant, 'not_found', edit({ id: foreignId }))
  await refusesAndChangesNothing(tenant, 'invalid', edit({ value: { username: 'u', password: 'p' } }))
  await refusesAndChangesNothing(tenant, 'invalid', edit({ value: '' }))
  const america = await tenant.permit('secret:edit', 'other_domain_admin', 'america')
  await refusesAndChangesNothing(tenant, 'not_found', () =>
    runChange(america, (scope) => editSecret(scope, editInput(tenant.place, { id, rowVersion: 1, description: 'x' }))),
  )
})

test('a pair is replaced whole or not at all', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant, { type: 'username_password', value: { username: 'u', password: 'p' } })
  const permit = await tenant.permit('secret:edit')
  await refusesAndChangesNothing(tenant, 'invalid', () =>
    runChange(permit, (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion: 1, value: { username: 'new', password: '' } })),
    ),
  )
})

test('an archived secret leaves the list, and is archived once', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const permit = await tenant.permit('secret:archive')
  const archive = (rowVersion: number) => () =>
    runChange(permit, (scope) => archiveSecret(scope, { ...tenant.place, id, rowVersion }))
  await refusesAndChangesNothing(tenant, 'stale_version', archive(7))
  await archive(1)()
  assert.deepEqual((await listSecrets(await tenant.permit('secret:list'), secretQuery.parse({}))).items, [])
  await refusesAndChangesNothing(tenant, 'wrong_state', archive(2))
})

test('a row that was changed past Postern is not built upon', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  await db().secret.updateMany({ where: { id }, data: { name: 'other', nameLower: 'other' } })
  const permit = await tenant.permit('secret:edit')
  const before = await everything(tenant)
  await assert.rejects(
    runChange(permit, (scope) => editSecret(scope, editInput(tenant.place, { id, rowVersion: 1, description: 'x' }))),
    /not what Postern wrote/,
  )
  assert.deepEqual(await everything(tenant), before)
})

test('allowed hosts that were widened past Postern are not taken over by the next version', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  await db().secretVersion.updateMany({ where: { secretId: id }, data: { allowedHosts: ['attacker.example'] } })
  const permit = await tenant.permit('secret:edit')
  const before = await everything(tenant)
  const input = editInput(tenant.place, { id, rowVersion: 1, value: 'another value of it' })
  await assert.rejects(
    runChange(permit, (scope) => editSecret(scope, input)),
    OpenError,
  )
  assert.deepEqual(await everything(tenant), before)
})

test('a row that answers to another name or stands in another domain than its MAC says is not genuine', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const row = await db().secret.findFirstOrThrow({ where: { id } })
  const { rowMac } = await organizationKeys(db(), tenant.organization.id)
  assert.doesNotThrow(() => assertRowIsGenuine(rowMac, row))
  for (const forged of [{ nameLower: 'other' }, { domainId: tenant.organization.america.id }, { domainId: null }])
    assert.throws(() => assertRowIsGenuine(rowMac, { ...row, ...forged }), /not what Postern wrote/)
})

test('versions beyond those the organization keeps are destroyed', async () => {
  const tenant = await makeTenant()
  const { id } = await create(tenant)
  const permit = await tenant.permit('secret:edit')
  for (let rowVersion = 1; rowVersion <= 6; rowVersion++) {
    await runChange(permit, (scope) =>
      editSecret(scope, editInput(tenant.place, { id, rowVersion, value: `value ${rowVersion}` })),
    )
  }
  const { versions } = await everything(tenant)
  assert.deepEqual(
    versions.map((version) => version.sealedValue !== null),
    [false, false, true, true, true, true, true],
  )
})
