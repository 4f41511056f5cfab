import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { clock } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { anIntegration, assertReferencesTrue, integrationsOf, refusesAndKeeps } from '#lib/testing/an-integration.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { deleteIntegration } from './delete-integration.ts'
import { deleteIntegrationRequest } from './delete-request.ts'
import { disableIntegration } from './disable-integration.ts'
import { duplicateIntegration } from './duplicate-integration.ts'
import { duplicateIntegrationRequest } from './duplicate-request.ts'
import { listRequestChoices } from './list-request-choices.ts'
import { getIntegration } from './read-integrations.ts'

after(disconnect)

/** A template of the tenant's that is sent through a request. */
async function aTemplate({ tenant, requestId }: Awaited<ReturnType<typeof anIntegration>>, name = 'Frost warning') {
  const by = { createdById: randomUUID(), createdByName: 'Ada', updatedById: randomUUID(), updatedByName: 'Ada' }
  const at = { organizationId: tenant.organization.id, domainId: tenant.organization.europe.id }
  const row = {
    ...at,
    ...by,
    id: randomUUID(),
    name,
    requestId,
    targetSetBy: 'domain' as const,
    updatedAt: clock.now(),
  }
  await db().template.create({ data: row })
  return row.id
}

test('a copy has the connection and every request, all of it aimed by whoever copied it', async () => {
  const made = await anIntegration()
  const { tenant, id } = made
  const input = { ...tenant.place, id }
  const copied = await runChange(await made.edit('editor'), (scope) => duplicateIntegration(scope, input))
  const { integrations, requests, references, log } = await integrationsOf(tenant)
  const [original, copy] = integrations
  assert.equal(copy?.id, copied.id)
  assert.equal(copy?.name, 'CRM sync (copy)')
  assert.deepEqual([original?.hostSetBy, copy?.hostSetBy], ['domain', 'none'])
  for (const field of [
    'baseUrl',
    'authKind',
    'authName',
    'authValue',
    'defaultHeaders',
    'disabledAt',
    'domainId',
  ] as const)
    assert.deepEqual(copy?.[field], original?.[field], field)
  assert.deepEqual(
    requests.map(({ integrationId, name }) => [integrationId, name]),
    [
      [id, 'Create contact'],
      [copied.id, 'Create contact'],
    ],
  )
  const ids = [copied.id, requests[1]?.id]
  const ofCopy = references.filter(({ consumerId }) => ids.includes(consumerId))
  assert.equal(ofCopy.length, 4)
  assert.ok(ofCopy.every(({ setBy }) => setBy === 'none'))
  assert.ok(references.filter(({ consumerId }) => !ids.includes(consumerId)).every(({ setBy }) => setBy === 'domain'))
  assert.deepEqual(
    log.slice(-2).map(({ action, subjectId }) => [action, subjectId]),
    [
      ['integration.created', copied.id],
      ['integration_request.created', requests[1]?.id],
    ],
  )
  await assertReferencesTrue(tenant)
})

test('a request is copied within its integration', async () => {
  const made = await anIntegration()
  const { tenant, id: integrationId, requestId: id } = made
  const input = { ...tenant.place, integrationId, id }
  const copied = await runChange(await made.edit('editor'), (scope) => duplicateIntegrationRequest(scope, input))
  const { requests, references } = await integrationsOf(tenant)
  const [original, copy] = requests
  assert.deepEqual([copy?.id, copy?.name, copy?.integrationId], [copied.id, 'Create contact (copy)', integrationId])
  assert.deepEqual([copy?.headers, copy?.body], [original?.headers, original?.body])
  const ofCopy = references.filter(({ consumerId }) => consumerId === copied.id)
  assert.deepEqual(
    ofCopy.map(({ field, setBy }) => [field, setBy]),
    [
      ['body', 'none'],
      ['header:X-Signed', 'none'],
    ],
  )
  await assertReferencesTrue(tenant)
})

test('a deleted request leaves no reference, and templates that were sent through it are told', async () => {
  const made = await anIntegration()
  const { tenant, id: integrationId, requestId: id } = made
  const templateId = await aTemplate(made)
  const shown = await getIntegration(await tenant.permit('integration:list', 'editor'), integrationId)
  assert.deepEqual(shown.templates, [{ id: templateId, name: 'Frost warning', requestId: id }])

  const input = { ...tenant.place, integrationId, id, rowVersion: 1 }
  await refusesAndKeeps(tenant, 'stale_version', async () =>
    runChange(await made.edit('editor'), (scope) => deleteIntegrationRequest(scope, { ...input, rowVersion: 2 })),
  )
  await runChange(await made.edit('editor'), (scope) => deleteIntegrationRequest(scope, input))
  const { requests, references, templates, log } = await integrationsOf(tenant)
  assert.deepEqual(requests, [])
  assert.ok(references.every(({ consumerKind }) => consumerKind === 'integration'))
  assert.deepEqual([templates[0]?.requestId, templates[0]?.rowVersion, templates[0]?.targetSetBy], [null, 2, 'none'])
  assert.deepEqual(
    log.slice(-2).map(({ action, subjectName, details }) => ({ action, subjectName, details })),
    [
      {
        action: 'template.edited',
        subjectName: 'Frost warning',
        details: {
          fields: { Request: { from: 'CRM sync · Create contact', to: null } },
          note: 'the request was deleted',
        },
      },
      { action: 'integration_request.deleted', subjectName: 'Create contact', details: { isDeleted: true } },
    ],
  )
  await assertReferencesTrue(tenant)
})

test('a deleted integration takes its requests and all references with it, and nothing else', async () => {
  const made = await anIntegration()
  const other = await anIntegration({ tenant: made.tenant })
  const { tenant, id } = made
  const [templateId, otherTemplate] = [await aTemplate(made), await aTemplate(other, 'Another')]
  const input = { ...tenant.place, id, rowVersion: 1 }
  await refusesAndKeeps(tenant, 'stale_version', async () =>
    runChange(await made.edit(), (scope) => deleteIntegration(scope, { ...input, rowVersion: 3 })),
  )
  assert.deepEqual(await runChange(await made.edit('editor'), (scope) => deleteIntegration(scope, input)), {
    name: 'CRM sync',
  })
  const { integrations, requests, references, templates, log } = await integrationsOf(tenant)
  assert.deepEqual(
    [...integrations, ...requests].map((row) => row.id),
    [other.id, other.requestId],
  )
  assert.equal(references.length, 4)
  assert.equal(templates.find((template) => template.id === templateId)?.requestId, null)
  assert.equal(templates.find((template) => template.id === otherTemplate)?.requestId, other.requestId)
  assert.deepEqual(
    log.slice(-3).map(({ action }) => action),
    ['template.edited', 'integration_request.deleted', 'integration.deleted'],
  )
  await assertReferencesTrue(tenant)
})

test('what is already disabled stays so, without another entry', async () => {
  const made = await anIntegration()
  const { tenant, id } = made
  const set = async (isDisabled: boolean) =>
    runChange(await made.edit('editor'), (scope) => disableIntegration(scope, { ...tenant.place, id, isDisabled }))
  assert.deepEqual(await set(true), { id, rowVersion: 2 })
  const disabled = await integrationsOf(tenant)
  assert.deepEqual(await set(true), { id, rowVersion: 2 })
  assert.deepEqual(await integrationsOf(tenant), disabled)
  await set(false)
  const { integrations, log } = await integrationsOf(tenant)
  assert.equal(integrations[0]?.disabledAt, null)
  assert.deepEqual(
    log.slice(-2).map(({ action }) => action),
    ['integration.disabled', 'integration.enabled'],
  )
})

test('requests to choose from are those of the domain, by name, with their server', async () => {
  const made = await anIntegration()
  const { tenant, id, requestId } = made
  await runChange(await made.edit(), (scope) => disableIntegration(scope, { ...tenant.place, id, isDisabled: true }))
  const choice = {
    id: requestId,
    name: 'Create contact',
    method: 'POST',
    integrationId: id,
    integrationName: 'CRM sync',
    host: 'api.crm.example.com',
    isDisabled: true,
  }
  const permit = await tenant.permit('integration:list', 'editor')
  for (const query of [{}, { q: 'crm SYNC' }, { q: 'contact' }, { id: requestId }])
    assert.deepEqual(await listRequestChoices(permit, query), { items: [choice], isMore: false })
  const elsewhere = await tenant.permit('integration:list', 'owner', 'america')
  const stranger = await (await makeTenant()).permit('integration:list', 'owner')
  for (const [who, query] of [
    [permit, { q: 'none' }],
    [permit, { id: 'no-id' }],
    [elsewhere, {}],
    [elsewhere, { id: requestId }],
    [stranger, { id: requestId }],
  ] as const)
    assert.deepEqual(await listRequestChoices(who, query), { items: [], isMore: false })
})

test('of another domain or organization nothing can be copied, disabled or deleted', async () => {
  const made = await anIntegration()
  const { tenant, id, requestId } = made
  const place = tenant.place
  const others = [
    await tenant.permit('integration:edit', 'owner', 'america'),
    await (await makeTenant()).permit('integration:edit', 'owner'),
  ]
  for (const permit of others) {
    const calls = [
      () => runChange(permit, (scope) => disableIntegration(scope, { ...place, id, isDisabled: true })),
      () => runChange(permit, (scope) => duplicateIntegration(scope, { ...place, id })),
      () => runChange(permit, (scope) => deleteIntegration(scope, { ...place, id, rowVersion: 1 })),
      () =>
        runChange(permit, (scope) =>
          duplicateIntegrationRequest(scope, { ...place, integrationId: id, id: requestId }),
        ),
      () =>
        runChange(permit, (scope) =>
          deleteIntegrationRequest(scope, { ...place, integrationId: id, id: requestId, rowVersion: 1 }),
        ),
    ]
    for (const call of calls) await refusesAndKeeps(tenant, 'not_found', call)
  }
})
