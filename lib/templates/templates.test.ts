import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { deleteIntegrationRequest } from '#lib/integrations/delete-request.ts'
import { aTemplate } from '#lib/testing/a-template.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { deleteTemplate } from './delete-template.ts'
import { duplicateTemplate } from './duplicate-template.ts'
import { getTemplate, listTemplates } from './read-templates.ts'
import { createTemplateInput, mostSampleBytes } from './schema.ts'

after(disconnect)

const stored = async ({ organization: { id: organizationId } }: Tenant) => ({
  templates: await db().template.findMany({ where: { organizationId }, orderBy: { id: 'asc' } }),
  references: await db().referenceInUse.findMany({
    where: { organizationId },
    orderBy: [{ consumerId: 'asc' }, { nameLower: 'asc' }],
  }),
  log: await db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
})

async function refusesAndKeeps(tenant: Tenant, code: string, call: () => Promise<unknown>): Promise<PosternError> {
  const before = await stored(tenant)
  let refusal: unknown
  await assert.rejects(call, (error) => {
    refusal = error
    return error instanceof PosternError && error.code === code
  })
  assert.deepEqual(await stored(tenant), before)
  return refusal as PosternError
}

test('an Editor writes a template, which is read back with how its secrets stand and where it is sent', async () => {
  const { tenant, id, integrationId, requestId } = await aTemplate({ role: 'editor' })
  const permit = await tenant.permit('template:list', 'editor')
  const { updatedAt: _, ...details } = await getTemplate(permit, id)
  assert.deepEqual(details, {
    id,
    name: 'Storm warning',
    subject: 'Storm near {{event.station}}',
    bodyType: 'json',
    body: '{"to":"{{recipient.phone}}","key":"{{secrets.sms_gateway}}"}',
    samples: [{ name: 'Hamburg', event: '{"station":"Hamburg"}', recipient: '{"phone":"+49 40 5550134"}' }],
    references: [{ name: 'sms_gateway', status: null }],
    delivery: {
      requestId,
      requestName: 'Send message',
      integrationId,
      integrationName: 'SMS gateway',
      host: 'sms.example.com',
      isDisabled: false,
    },
    rowVersion: 1,
    updatedByName: 'Tom Abara',
  })
  const { templates, references } = await stored(tenant)
  assert.deepEqual(
    [templates[0]?.targetSetBy, references.map(({ field, setBy }) => [field, setBy])],
    ['none', [['body', 'none']]],
  )
})

test('the log names what changed and the references, never a text', async () => {
  const { tenant, save } = await aTemplate()
  const typed = 'typed-by-mistake'
  await save({ subject: typed, body: `"${typed}"`, samples: [{ name: typed, event: '{}', recipient: '{}' }] }, 1)
  await save({ subject: typed, body: `"${typed}"`, samples: [{ name: typed, event: '{}', recipient: '{}' }] }, 2)
  const { log } = await stored(tenant)
  const ofTemplate = log.filter(({ subjectKind }) => subjectKind === 'template')
  assert.ok(!JSON.stringify(ofTemplate.map(({ details }) => details)).includes(typed))
  assert.deepEqual(
    ofTemplate.map(({ action, details }) => [action, details]),
    [
      [
        'template.created',
        {
          fields: {
            Name: { from: null, to: 'Storm warning' },
            Request: { from: null, to: 'SMS gateway · Send message' },
            References: { from: null, to: 'body: sms_gateway' },
          },
        },
      ],
      [
        'template.edited',
        {
          fields: {
            References: { from: 'body: sms_gateway', to: null },
            Changed: { from: null, to: 'subject, body, examples' },
          },
        },
      ],
    ],
  )
})

test('a reference in the subject, near misses and wrong places are refused, and nothing is stored', async () => {
  const { tenant, create, save } = await aTemplate()
  const fieldsOf = async (over: Parameters<typeof create>[0]) =>
    Object.keys((await refusesAndKeeps(tenant, 'invalid', () => create(over))).fields)
  assert.deepEqual(await fieldsOf({ subject: 'Storm {{secrets.sms_gateway}}' }), ['subject'])
  assert.deepEqual(await fieldsOf({ subject: 'Storm {secret.sms_gateway}' }), ['subject'])
  assert.deepEqual(await fieldsOf({ subject: 'Storm\nnear' }), ['subject'])
  assert.deepEqual(await fieldsOf({ subject: '{{template.subject}}' }), ['subject'])
  assert.deepEqual(await fieldsOf({ body: '{"key":"{{secrets.sms_gateway}"}' }), ['body'])
  assert.deepEqual(await fieldsOf({ body: '{"key":}' }), ['body'])
  assert.deepEqual(await fieldsOf({ bodyType: 'html', body: '<script>{{event.x}}</script>' }), ['body'])
  assert.deepEqual(await fieldsOf({ requestId: crypto.randomUUID() }), ['requestId'])
  await refusesAndKeeps(tenant, 'invalid', () => save({ body: '{' }, 1))
})

test('examples are JSON objects of a bounded size with names of their own', async () => {
  const { input } = await aTemplate()
  const judge = (samples: unknown) => createTemplateInput.safeParse({ ...input(), samples }).success
  const sample = (over: object) => ({ name: 'Hamburg', event: '{}', recipient: '{}', ...over })
  assert.ok(judge([sample({ event: '{"n":12345678901234567890.10}' })]))
  for (const event of ['', '[]', 'null', '"x"', '{', `{"x":"${'x'.repeat(mostSampleBytes)}"}`, '{"x":"\u0000"}'])
    assert.ok(!judge([sample({ event })]), event.slice(0, 20))
  assert.ok(!judge([sample({}), sample({ name: 'hamburg' })]))
  assert.ok(!judge(Array.from({ length: 11 }, (_, nth) => sample({ name: `Example ${nth}` }))))
})

test('a request that can carry no body, or is of another domain, is not chosen', async () => {
  const { tenant, save, addRequest } = await aTemplate()
  const list = await addRequest({ name: 'List', method: 'GET', bodyType: 'none', body: '' })
  assert.deepEqual(Object.keys((await refusesAndKeeps(tenant, 'invalid', () => save({ requestId: list }, 1))).fields), [
    'requestId',
  ])
  const other = await aTemplate()
  await refusesAndKeeps(tenant, 'invalid', () => save({ requestId: other.requestId }, 1))
})

test('an edit that another one overtook changes nothing', async () => {
  const { tenant, id, save } = await aTemplate()
  await save({ name: 'Gale warning' }, 1)
  await refusesAndKeeps(tenant, 'stale_version', () => save({ name: 'Flood warning' }, 1))
  const remove = await tenant.permit('template:edit', 'editor')
  await refusesAndKeeps(tenant, 'stale_version', () =>
    runChange(remove, (scope) => deleteTemplate(scope, { ...tenant.place, id, rowVersion: 1 })),
  )
})

test('a copy is aimed by whoever copies it, and deleting it forgets its references alone', async () => {
  const { tenant, id } = await aTemplate()
  const permit = await tenant.permit('template:edit', 'editor')
  const copy = await runChange(permit, (scope) => duplicateTemplate(scope, { ...tenant.place, id }))
  const after = await stored(tenant)
  const copied = after.templates.find((each) => each.id === copy.id)
  assert.deepEqual([copied?.name, copied?.targetSetBy, copied?.rowVersion], ['Storm warning (copy)', 'none', 1])
  const reachOf = (consumerId: string) => after.references.find((each) => each.consumerId === consumerId)?.setBy
  assert.deepEqual([reachOf(id), reachOf(copy.id)], ['domain', 'none'])
  await runChange(permit, (scope) => deleteTemplate(scope, { ...tenant.place, id: copy.id, rowVersion: 1 }))
  const { templates, references, log } = await stored(tenant)
  assert.deepEqual([templates.map((each) => each.id), references.map(({ consumerId }) => consumerId)], [[id], [id]])
  assert.deepEqual([log.at(-1)?.action, log.at(-1)?.details], ['template.deleted', { isDeleted: true }])
})

test('a template whose request is deleted is sent through none, and says so', async () => {
  const { tenant, id, integrationId, requestId, save, send } = await aTemplate()
  await runChange(await tenant.permit('integration:edit', 'editor'), (scope) =>
    deleteIntegrationRequest(scope, { ...tenant.place, integrationId, id: requestId, rowVersion: 1 }),
  )
  const list = await tenant.permit('template:list', 'editor')
  assert.equal((await getTemplate(list, id)).delivery, null)
  await refusesAndKeeps(tenant, 'stale_version', () => save({}, 1))
  await refusesAndKeeps(tenant, 'invalid', () => send(undefined, { rowVersion: 2 }))
})

test('the list goes on by key, finds by name, and stays within the domain', async () => {
  const { tenant, create } = await aTemplate()
  for (let nth = 0; nth < 55; nth += 1) await create({ name: `Gale 100% ${nth}` })
  const list = await tenant.permit('template:list', 'editor')
  const first = await listTemplates(list, {})
  const rest = await listTemplates(list, { cursor: first.nextCursor ?? '' })
  assert.deepEqual([first.items.length, rest.items.length, rest.nextCursor], [50, 6, null])
  assert.equal(new Set([...first.items, ...rest.items].map(({ id }) => id)).size, 56)
  assert.equal((await listTemplates(list, { q: '0% 1' })).items.length, 11)
  assert.deepEqual((await listTemplates(list, { q: '%%' })).items, [])
  const other = await makeTenant()
  assert.deepEqual((await listTemplates(await other.permit('template:list', 'editor'), {})).items, [])
  await assert.rejects(getTemplate(await other.permit('template:list'), first.items[0]?.id ?? ''), {
    code: 'not_found',
  })
})

test('what looks like a credential is noticed in subject, body and examples before anything is saved', async () => {
  const { tenant, create, save } = await aTemplate()
  const credential = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`
  const fieldsOf = async (call: () => Promise<unknown>) =>
    Object.keys((await refusesAndKeeps(tenant, 'credential_noticed', call)).fields)
  assert.deepEqual(await fieldsOf(() => create({ subject: credential })), ['subject'])
  assert.deepEqual(await fieldsOf(() => save({ body: `{"key":"${credential}"}` }, 1)), ['body'])
  const samples = [{ name: 'x', event: '{}', recipient: `{"key":"${credential}"}` }]
  assert.deepEqual(await fieldsOf(() => save({ samples }, 1)), ['samples.0.recipient'])
  // Kept once, it is nothing new.
  await save({ samples, keepsPlainText: true }, 1)
  await save({ samples, name: 'Another name' }, 2)
})
