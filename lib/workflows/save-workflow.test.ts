import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { renameSecret } from '#lib/secrets/rename-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { aStep, makeWorkflow, workflowInput } from '#lib/testing/a-workflow.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { deleteWorkflow } from './delete-workflow.ts'
import { duplicateWorkflow } from './duplicate-workflow.ts'
import { getWorkflow, listWorkflows } from './read-workflows.ts'
import { renewHook } from './renew-hook.ts'
import { createWorkflow, updateWorkflow } from './save-workflow.ts'

after(disconnect)

const header = (value: string) => [{ name: 'X-Key', value }]
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : error),
  )
const everything = async ({ organization: { id: organizationId } }: Tenant) => ({
  workflows: await db().workflow.findMany({ where: { organizationId }, orderBy: { id: 'asc' } }),
  steps: await db().workflowStep.findMany({ where: { organizationId }, orderBy: { id: 'asc' } }),
  references: await db().referenceInUse.findMany({
    where: { organizationId },
    orderBy: [{ nameLower: 'asc' }, { consumerId: 'asc' }],
  }),
  log: await db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } }),
})
const referencesOf = async (tenant: Tenant) =>
  (await everything(tenant)).references
    .map(({ consumerKind, field, nameLower, setBy }) => [consumerKind, field, nameLower, setBy].join(' '))
    .sort()

const twoSteps = [
  aStep({ headers: header('{secret:crm}') }),
  aStep({
    name: 'two',
    url: 'https://api.example.com/{secret:team}',
    bodyType: 'text',
    body: 'kept out of the log {{secret:crm}}',
  }),
]
const hook = { keyName: 'signing', keyPart: null }

test('a workflow is stored with who aimed what, and the log has none of its texts', async () => {
  const tenant = await makeTenant()
  const workflow = await makeWorkflow(tenant, { steps: twoSteps, hook }, 'editor')
  assert.deepEqual(await referencesOf(tenant), [
    'workflow webhook signing none',
    'workflow_step body crm none',
    'workflow_step header:X-Key crm none',
    'workflow_step path team none',
  ])
  const permit = await tenant.permit('workflow:list', 'editor')
  const details = await getWorkflow(permit, workflow.id)
  assert.deepEqual(
    details.steps.map(({ name, url }) => [name, url]),
    twoSteps.map(({ name, url }) => [name, url]),
  )
  assert.match(details.hook?.url ?? '', /\/api\/hooks\/[0-9a-f-]{36}$/)
  assert.deepEqual(
    details.references.map(({ name, status }) => [name, status]),
    [
      ['crm', null],
      ['team', null],
      ['signing', null],
    ],
  )
  assert.deepEqual(
    (await listWorkflows(permit, { q: 'NIGHT' })).items.map(({ stepCount, hasHook }) => [stepCount, hasHook]),
    [[2, true]],
  )
  const [entry] = (await everything(tenant)).log
  assert.equal(entry?.action, 'workflow.created')
  assert.ok(!/kept out|\/v1/.test(JSON.stringify(entry?.details)))
})

test('who aimed a step stays where host and references stay, also when steps change their order', async () => {
  const tenant = await makeTenant()
  const workflow = await makeWorkflow(tenant, { steps: twoSteps, hook }, 'owner')
  const { steps, hookId } = await workflow.row()
  const [one, two] = twoSteps.map((step, index) => ({ ...step, id: steps[index]?.id ?? null }))
  assert.ok(one && two)
  await workflow.save({ steps: [two, { ...one, url: 'https://api.example.com/another', body: '' }] }, 'editor')
  const after = await workflow.row()
  assert.deepEqual(
    after.steps.map(({ id, position, hostSetBy }) => [id, position, hostSetBy]),
    [
      [two.id, 1, 'organization'],
      [one.id, 2, 'organization'],
    ],
  )
  assert.equal(after.hookId, hookId)
  assert.deepEqual(
    (await referencesOf(tenant)).filter((each) => !each.endsWith(' organization')),
    [],
  )
  await workflow.save(
    {
      steps: [
        { ...two, url: 'https://api.example.com:8443/{secret:team}' },
        { ...one, headers: header('{secret:other}') },
      ],
    },
    'editor',
  )
  assert.deepEqual(
    (await workflow.row()).steps.map(({ hostSetBy }) => hostSetBy),
    ['none', 'organization'],
  )
  assert.deepEqual(
    (await referencesOf(tenant)).filter((each) => each.endsWith(' none')),
    ['workflow_step header:X-Key other none'],
  )
  await workflow.save({ steps: [one], hook: null }, 'owner')
  assert.deepEqual(await referencesOf(tenant), ['workflow_step header:X-Key crm organization'])
})

test('what cannot be saved changes nothing', async () => {
  const tenant = await makeTenant()
  const workflow = await makeWorkflow(tenant, { steps: twoSteps, hook })
  const other = await makeWorkflow(tenant)
  const { steps } = await other.row()
  const before = await everything(tenant)
  const create = async (changes: Parameters<typeof workflowInput>[1]) => {
    const permit = await tenant.permit('workflow:edit', 'editor')
    return codeOf(runChange(permit, (scope) => createWorkflow(scope, workflowInput(tenant, changes))))
  }
  assert.equal(await create({ steps: [aStep({ url: 'http://api.example.com/' })] }), 'invalid')
  assert.equal(await create({ steps: [aStep({ body: '{{steps.login.status}}', bodyType: 'text' })] }), 'invalid')
  assert.equal(await create({ steps: [aStep(), aStep({ name: 'LOGIN' })] }), 'invalid')
  for (const keyName of ['', 'a b', 'x}', 'x#y', '{secret:x}'])
    assert.equal(await create({ hook: { keyName, keyPart: null } }), 'invalid', keyName)
  assert.equal(
    await create({ steps: [aStep({ headers: header('Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a') })] }),
    'credential_noticed',
  )
  assert.equal(await codeOf(workflow.save({ steps: [aStep({ id: steps[0]?.id ?? null })] })), 'not_found')
  const twice = (await workflow.row()).steps[0]?.id ?? null
  assert.equal(
    await codeOf(workflow.save({ steps: [aStep({ id: twice }), aStep({ id: twice, name: 'again' })] })),
    'not_found',
  )
  await workflow.save({ name: 'Other' })
  const { rowVersion } = await workflow.row()
  const permit = await tenant.permit('workflow:edit')
  const stale = { ...tenant.place, id: workflow.id, rowVersion: rowVersion - 1 }
  assert.equal(await codeOf(runChange(permit, (scope) => deleteWorkflow(scope, stale))), 'stale_version')
  assert.equal(await codeOf(runChange(permit, (scope) => renewHook(scope, stale))), 'stale_version')
  const edit = { ...workflow.input, ...stale, name: 'Late' }
  assert.equal(await codeOf(runChange(permit, (scope) => updateWorkflow(scope, edit))), 'stale_version')
  const elsewhere = await tenant.permit('workflow:edit', 'other_domain_admin', 'america')
  assert.equal(
    await codeOf(runChange(elsewhere, (scope) => deleteWorkflow(scope, { ...stale, rowVersion }))),
    'not_found',
  )
  const now = await everything(tenant)
  assert.deepEqual(now.steps, before.steps)
  assert.equal(now.workflows.length, 2)
})

test('a rename is followed by steps and webhook; a copy has neither webhook nor an Editor’s host in an admin’s name', async () => {
  const tenant = await makeTenant()
  const at = { organization: tenant.organization.slug }
  const make = await tenant.organizationPermit('secret:create')
  const secrets = await Promise.all(
    ['crm', 'signing'].map((name) =>
      runChange(make, (scope) =>
        createSecret(scope, tokenInput(at, { name, value: `a value of ${name}, long enough` })),
      ),
    ),
  )
  const workflow = await makeWorkflow(tenant, { steps: twoSteps, hook }, 'editor')
  const rename = await tenant.organizationPermit('secret:rename')
  for (const [index, name] of ['crm.apiKey', 'signing.key'].entries())
    await runChange(rename, (scope) =>
      renameSecret(scope, { ...at, id: secrets[index]?.id ?? '', rowVersion: 1, name }, consumers),
    )
  const row = await workflow.row()
  assert.equal(row.hookKeyName, 'signing.key')
  assert.deepEqual(
    row.steps.map(({ body, headers }) => [body, headers]),
    [
      ['', header('{secret:crm.apiKey}')],
      ['kept out of the log {{secret:crm.apiKey}}', []],
    ],
  )
  assert.deepEqual(await referencesOf(tenant), [
    'workflow webhook signing.key none',
    'workflow_step body crm.apikey none',
    'workflow_step header:X-Key crm.apikey none',
    'workflow_step path team none',
  ])
  const admin = await tenant.permit('workflow:edit', 'owner')
  const copy = await runChange(admin, (scope) => duplicateWorkflow(scope, { ...tenant.place, id: workflow.id }))
  const copied = await db().workflow.findFirstOrThrow({ where: { id: copy.id }, include: { steps: true } })
  assert.deepEqual(
    [copied.hookId, copied.hookKeyName, ...copied.steps.map(({ hostSetBy }) => hostSetBy)],
    [null, '', 'none', 'none'],
  )
  const { rowVersion } = await workflow.row()
  await runChange(admin, (scope) => deleteWorkflow(scope, { ...tenant.place, id: workflow.id, rowVersion }))
  await runChange(admin, (scope) => deleteWorkflow(scope, { ...tenant.place, id: copy.id, rowVersion: 1 }))
  assert.deepEqual(await referencesOf(tenant), [])
})
