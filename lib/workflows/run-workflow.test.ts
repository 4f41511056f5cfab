import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { canary, tenant, token, upstream } from '#lib/testing/sends.ts'
import { createVariable } from '#lib/variables/save-variable.ts'
import { getRunEvent } from './read-runs.ts'

const header = (value: string, name = 'X-Key') => [{ name, value }]
const textOf = (body: string) => Buffer.from(body, 'base64').toString('utf8')

test('steps are sent in order with their secrets, and every one leaves its record and what may be shown of it', async () => {
  const value = canary('step')
  const { id: secretId, name } = await token(value)
  const workflow = await makeWorkflow(tenant, {
    steps: [
      aStep({ url: `${upstream.origin}/v1/login`, headers: header(`Key {secret:${name}}`) }),
      aStep({
        name: 'two',
        url: `${upstream.origin}/v1/two`,
        method: 'GET',
        query: header(`{{secret:${name}}}`, 'key'),
      }),
    ],
  })
  const run = await workflow.run()
  assert.equal(run.state, 'succeeded', JSON.stringify(run))
  assert.deepEqual(
    run.steps.map(({ name: step, state, status, code, host, hasExchange }) => [
      step,
      state,
      status,
      code,
      host,
      hasExchange,
    ]),
    ['login', 'two'].map((step) => [step, 'succeeded', 200, null, `localhost:${upstream.port}`, true]),
  )
  const seen = await upstream.requests()
  assert.deepEqual(
    seen.map(({ method, target }) => [method, target]),
    [
      ['POST', '/v1/login'],
      ['GET', `/v1/two?key=${value}`],
    ],
  )
  assert.equal(seen[0]?.headers.find((each) => each.name === 'X-Key')?.value, `Key ${value}`)
  const records = await db().usageRecord.findMany({
    where: { id: { in: run.steps.map(({ usageId }) => usageId ?? '') } },
    include: { secrets: true },
  })
  assert.deepEqual(
    records.map((each) => [each.consumerKind, each.consumerName, each.outcome, each.secrets[0]?.secretId]).sort(),
    ['Nightly sync · login', 'Nightly sync · two'].map((each) => ['workflow_step', each, 'answered', secretId]),
  )
  // The upstream echoes what it got.
  for (const position of [1, 2]) {
    const kept = JSON.stringify(await workflow.exchange(run.id, position))
    assert.ok(!kept.includes(value))
    assert.ok(kept.includes('••••••'))
  }
})

test('a later step gets a value of an earlier answer, of the event and of a variable, as data', async () => {
  const value = canary('data')
  const { name } = await token(value)
  await runChange(await tenant.permit('variable:edit'), (scope) =>
    createVariable(scope, {
      ...tenant.place,
      name: 'hotline',
      value: `{secret:${name}}`,
      description: '',
      keepsPlainText: true,
    }),
  )
  await upstream.answer({ targets: { '/login': { body: `{"id":12345678901234567890,"of":"{secret:${name}}"}` } } })
  const workflow = await makeWorkflow(tenant, {
    steps: [
      aStep({ url: `${upstream.origin}/login` }),
      aStep({
        name: 'create',
        url: `${upstream.origin}/of/{{steps.login.body#/id}}`,
        bodyType: 'json',
        body: '{"was":{{steps.LOGIN.status}},"of":"{{steps.login.body#/of}}","by":"{{event.user.name}}","line":"{{variables.hotline}}"}',
      }),
    ],
  })
  const run = await workflow.run(`{"user":{"name":"{{secret:${name}}} \\"x\\" {secret:${name}}"}}`)
  assert.equal(run.state, 'succeeded', JSON.stringify(run))
  const [, second] = await upstream.requests()
  assert.equal(second?.target, '/of/12345678901234567890')
  assert.deepEqual(JSON.parse(textOf(second?.body ?? '')), {
    was: 200,
    of: `{secret:${name}}`,
    by: `{{secret:${name}}} "x" {secret:${name}}`,
    line: `{secret:${name}}`,
  })
  assert.ok(!JSON.stringify(await upstream.requests()).includes(Buffer.from(value).toString('base64')))
  assert.ok(!textOf(second?.body ?? '').includes(value))
})

test('an echo of a secret is not carried on to another step, whatever it is taken from', async () => {
  const value = canary('echo')
  const { name } = await token(value)
  await upstream.answer({
    targets: {
      '/echo': {
        reflect: 'x-key',
        body: `{"a":"{header}","long":"${'x'.repeat(70_000)}","b":"{header}"}`,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
      },
    },
  })
  const workflow = await makeWorkflow(tenant, {
    steps: [
      aStep({ name: 'echo', url: `${upstream.origin}/echo`, headers: header(`{secret:${name}}`) }),
      aStep({
        name: 'carry',
        url: `${upstream.origin}/carry`,
        bodyType: 'text',
        body: '{{steps.echo.body#/a}} {{steps.echo.body#/b}} {{steps.echo.body}}',
      }),
    ],
  })
  const run = await workflow.run()
  assert.equal(run.state, 'succeeded', JSON.stringify(run))
  const [first, second] = await upstream.requests()
  assert.ok(JSON.stringify(first?.headers).includes(value))
  const carried = textOf(second?.body ?? '')
  assert.ok(carried.startsWith('•••••• •••••• {'))
  assert.ok(carried.length > 70_000)
  assert.ok(!carried.includes(value))
})

test('what is named like a token goes on, and is neither kept nor shown by later answers', async () => {
  const given = canary('given')
  await upstream.answer({
    echo: true,
    targets: {
      '/login': {
        body: `{"access_token":"${given}","nested":{"refreshToken":"${given}-r"},"plain":"kept as it is"}`,
        headers: [{ name: 'Set-Cookie', value: `sid=${given}` }],
      },
    },
  })
  const workflow = await makeWorkflow(tenant, {
    steps: [
      aStep({ url: `${upstream.origin}/login` }),
      aStep({
        name: 'use',
        url: `${upstream.origin}/use`,
        headers: header('Bearer {{steps.login.body#/access_token}}', 'X-Any'),
      }),
      aStep({ name: 'all', url: `${upstream.origin}/all`, bodyType: 'text', body: '{{steps.login.body#/nested}}' }),
    ],
  })
  const run = await workflow.run(`{"token":"${given}","station":"Hamburg"}`)
  assert.equal(run.state, 'succeeded', JSON.stringify(run))
  const seen = await upstream.requests()
  assert.ok(JSON.stringify(seen[1]?.headers).includes(given))
  assert.equal(textOf(seen[2]?.body ?? ''), `{"refreshToken":"${given}-r"}`)
  for (const position of [1, 2, 3]) {
    const kept = JSON.stringify(await workflow.exchange(run.id, position))
    assert.ok(!kept.includes(given), `step ${position}`)
  }
  assert.ok(JSON.stringify(await workflow.exchange(run.id, 1)).includes('kept as it is'))
  const permit = await tenant.permit('workflow:list')
  const { event } = await getRunEvent(permit, { workflowId: workflow.id, runId: run.id })
  assert.equal(event, '{"token":"••••••","station":"Hamburg"}')
})

test('a failure stops the run, or it goes on where the step says so', async () => {
  await upstream.answer({ targets: { '/bad': { status: 503 } } })
  const steps = [
    aStep({ name: 'bad', url: `${upstream.origin}/bad` }),
    aStep({ name: 'after', url: `${upstream.origin}/after`, bodyType: 'text', body: '{{steps.bad.status}}' }),
  ]
  const stops = await (await makeWorkflow(tenant, { steps })).run()
  assert.deepEqual([stops.state, ...stops.steps.map(({ state }) => state)], ['failed', 'failed', 'skipped'])
  assert.equal((await upstream.requests()).length, 1)
  await upstream.forget()
  const goesOn = steps.map((step) => ({ ...step, goesOn: true }))
  const went = await (await makeWorkflow(tenant, { steps: goesOn })).run()
  assert.deepEqual([went.state, ...went.steps.map(({ state }) => state)], ['succeeded', 'failed', 'succeeded'])
  assert.equal(textOf((await upstream.requests())[1]?.body ?? ''), '503')
  const missing = await (
    await makeWorkflow(tenant, {
      steps: [aStep({ url: `${upstream.origin}/x`, headers: header('{{event.nothing}}') })],
    })
  ).run('{}')
  assert.deepEqual([missing.state, missing.steps[0]?.code], ['failed', 'macro_not_filled'])
})

test('what cannot be run is refused, and nothing is written', async () => {
  const workflow = await makeWorkflow(tenant, { steps: [aStep({ url: `${upstream.origin}/x` })] })
  const count = () => db().workflowRun.count({ where: { organizationId: tenant.organization.id } })
  const before = await count()
  const code = async (call: () => Promise<unknown>) =>
    call().then(
      () => 'done',
      (error: unknown) => (error instanceof PosternError ? error.code : error),
    )
  for (const event of ['x', '"text"', '12', '{', '[}', `${'['.repeat(40)}${']'.repeat(40)}`])
    assert.equal(await code(() => workflow.start(event)), 'invalid', event.slice(0, 10))
  assert.equal(await code(() => workflow.start('', 'other_domain_admin')), 'not_found')
  assert.equal(await code(() => workflow.start('', 'stranger')), 'not_found')
  await db().workflow.updateMany({ where: { id: workflow.id }, data: { disabledAt: new Date() } })
  assert.equal(await code(() => workflow.start()), 'workflow_disabled')
  assert.equal(await count(), before)
  assert.equal((await upstream.requests()).length, 0)
})
