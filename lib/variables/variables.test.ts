import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createIntegration } from '#lib/integrations/save-integration.ts'
import { createIntegrationRequest } from '#lib/integrations/save-request.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { getVariable, listVariables, readVariables } from './read-variables.ts'
import { createVariable, deleteVariable, updateVariable } from './save-variable.ts'
import { createVariableInput } from './schema.ts'

after(disconnect)

async function start() {
  const tenant = await makeTenant()
  const permit = await tenant.permit('variable:edit', 'editor')
  const list = await tenant.permit('variable:list', 'editor')
  const input = {
    ...tenant.place,
    name: 'Hotline',
    value: 'a plain text',
    description: 'Shown',
    keepsPlainText: false,
  }
  const make = (over: Partial<typeof input> = {}) =>
    runChange(permit, (scope) => createVariable(scope, { ...input, ...over }))
  return { tenant, permit, list, input, make }
}

const everything = async ({ organization: { id: organizationId } }: Tenant) => ({
  variables: await db().variable.findMany({ where: { organizationId }, orderBy: { id: 'asc' } }),
  log: await db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
})

async function refusesAndChangesNothing(tenant: Tenant, code: string, call: () => Promise<unknown>) {
  const before = await everything(tenant)
  await assert.rejects(call, (error) => error instanceof PosternError && error.code === code)
  assert.deepEqual(await everything(tenant), before)
}

test('an Editor keeps variables, and the log names them without any text of theirs', async () => {
  const { tenant, permit, list, input, make } = await start()
  const { id } = await make()
  const changed = await runChange(permit, (scope) =>
    updateVariable(scope, { ...input, id, rowVersion: 1, value: 'another text' }),
  )
  assert.deepEqual(changed, { id, rowVersion: 2 })
  const { items } = await listVariables(list)
  assert.deepEqual(
    items.map(({ name, value, rowVersion, updatedByName }) => ({ name, value, rowVersion, updatedByName })),
    [{ name: 'Hotline', value: 'another text', rowVersion: 2, updatedByName: 'Tom Abara' }],
  )
  await runChange(permit, (scope) => deleteVariable(scope, { ...tenant.place, id, rowVersion: 2 }))
  const { variables, log } = await everything(tenant)
  assert.deepEqual(variables, [])
  assert.deepEqual(
    log.map((entry) => [entry.action, entry.details]),
    [
      ['variable.created', { fields: { Name: { from: null, to: 'Hotline' } } }],
      ['variable.edited', { fields: { Changed: { from: null, to: 'value' } } }],
      ['variable.deleted', { isDeleted: true }],
    ],
  )
  assert.ok(!JSON.stringify(log.map(({ details }) => details)).includes('text'))
})

test('a name is unique without regard to case, in its domain alone', async () => {
  const { tenant, make } = await start()
  await make()
  await refusesAndChangesNothing(tenant, 'name_taken', () => make({ name: 'hotLine' }))
  const america = await tenant.permit('variable:edit', 'other_domain_admin', 'america')
  await runChange(america, (scope) =>
    createVariable(scope, {
      organization: tenant.place.organization,
      domain: 'america',
      name: 'HOTLINE',
      value: 'theirs',
      description: '',
      keepsPlainText: false,
    }),
  )
  assert.deepEqual([...(await readVariables(await tenant.permit('workflow:run')))], [['hotline', 'a plain text']])
})

test('an edit that another one overtook changes nothing; one that changes nothing is not logged', async () => {
  const { tenant, permit, input, make } = await start()
  const { id } = await make()
  const edit = (rowVersion: number, value: string) =>
    runChange(permit, (scope) => updateVariable(scope, { ...input, id, rowVersion, value }))
  await edit(1, 'second')
  await refusesAndChangesNothing(tenant, 'stale_version', () => edit(1, 'third'))
  await refusesAndChangesNothing(tenant, 'stale_version', () =>
    runChange(permit, (scope) => deleteVariable(scope, { ...tenant.place, id, rowVersion: 1 })),
  )
  const before = await everything(tenant)
  assert.deepEqual(await edit(2, 'second'), { id, rowVersion: 2 })
  assert.deepEqual(await everything(tenant), before)
})

test('a variable of another domain or organization does not exist', async () => {
  const { tenant, input, make } = await start()
  const { id } = await make()
  const other = await makeTenant()
  await assert.rejects(
    tenant.permit('variable:edit', 'stranger'),
    (error) => error instanceof PosternError && error.code === 'not_found',
  )
  for (const permit of [
    await tenant.permit('variable:edit', 'other_domain_admin', 'america'),
    await other.permit('variable:edit', 'owner'),
  ]) {
    await refusesAndChangesNothing(tenant, 'not_found', () =>
      runChange(permit, (scope) => updateVariable(scope, { ...input, id, rowVersion: 1, value: 'x' })),
    )
    await refusesAndChangesNothing(tenant, 'not_found', () =>
      runChange(permit, (scope) => deleteVariable(scope, { ...tenant.place, id, rowVersion: 1 })),
    )
  }
  await refusesAndChangesNothing(tenant, 'not_found', async () =>
    getVariable(await other.permit('variable:list', 'owner'), id),
  )
})

test('the texts that name it are found by parsing, not by searching', async () => {
  const { tenant, list, make } = await start()
  const { id } = await make()
  const edit = await tenant.permit('integration:edit', 'editor')
  const { id: integrationId } = await runChange(edit, (scope) =>
    createIntegration(scope, { ...tenant.place, name: 'Phones', baseUrl: 'https://api.example.com' }),
  )
  const request = (name: string, over: { body?: string; value?: string }) =>
    runChange(edit, (scope) =>
      createIntegrationRequest(scope, {
        ...tenant.place,
        integrationId,
        name,
        method: 'POST',
        path: '',
        headers: over.value === undefined ? [] : [{ name: 'X-Line', value: over.value }],
        query: [],
        bodyType: 'json',
        body: over.body ?? '{}',
        followRedirects: false,
        retries: 0,
      }),
    )
  const inBody = await request('In its body', { body: '{"line": "{{ variables.HOTLINE }}"}' })
  await request('Escaped', { body: '{"line": "\\{{variables.hotline}}"}', value: '\\{{variables.hotline}}' })
  await request('Longer', { value: '{{variables.hotline2}}' })
  const inHeader = await request('On a header', { value: 'tel:{{variables.hotline}}' })
  const { places } = await getVariable(list, id)
  assert.deepEqual(
    places.map(({ kind, name, part, path }) => ({ kind, name, part, path })),
    [
      ['In its body', inBody.id],
      ['On a header', inHeader.id],
    ].map(([part, requestId]) => ({
      kind: 'integration_request',
      name: 'Phones',
      part,
      path: ['integrations', integrationId, 'requests', requestId],
    })),
  )
})

test('what may not be a name or a value is refused with a sentence', () => {
  const input = { organization: 'acme', domain: 'europe', name: 'x', value: '', description: '' }
  assert.equal(createVariableInput.safeParse(input).success, true)
  const wrong = [
    { name: '' },
    { name: '1st' },
    { name: 'a.b' },
    { name: 'ä' },
    { name: 'a'.repeat(65) },
    { value: 'ä'.repeat(2049) },
    { value: 'a\0b' },
    { value: '\ud800' },
    { description: 'a\0b' },
  ]
  for (const over of wrong) assert.equal(createVariableInput.safeParse({ ...input, ...over }).success, false)
  assert.equal(createVariableInput.safeParse({ ...input, value: 'ä'.repeat(2048) }).success, true)
})

test('what looks like a credential is noticed before anything is saved, and kept where that is meant', async () => {
  const { tenant, permit, input, make } = await start()
  const looksLike = `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`
  await refusesAndChangesNothing(tenant, 'credential_noticed', () => make({ value: looksLike }))
  const { id } = await make({ value: looksLike, keepsPlainText: true })
  // What stands there already is not noticed again.
  const edit = { ...input, id, rowVersion: 1, value: looksLike, description: 'Another' }
  assert.equal((await runChange(permit, (scope) => updateVariable(scope, edit))).rowVersion, 2)
  await refusesAndChangesNothing(tenant, 'credential_noticed', () =>
    runChange(permit, (scope) => updateVariable(scope, { ...edit, rowVersion: 2, description: `Was ${looksLike}x` })),
  )
})
