// How a run ends early, and what does not leave then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { revokeSecret } from '#lib/secrets/revoke-secret.ts'
import { stopSends } from '#lib/stops/stop-sends.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { canary, store, tenant, token, upstream } from '#lib/testing/sends.ts'
import { cancelRun } from './cancel-run.ts'
import { deleteWorkflow } from './delete-workflow.ts'
import { disableWorkflow } from './disable-workflow.ts'

const header = (value: string) => [{ name: 'X-Key', value }]

/** A run whose first request is under way, and stays so until `release`: what happens then happens in the middle of it. */
async function underWay(on = tenant, reference = '') {
  await upstream.answer({ stall: 'headers', targets: { '/two': {} } })
  const steps = [
    aStep({ name: 'one', url: `${upstream.origin}/one`, goesOn: true }),
    aStep({
      name: 'two',
      url: `${upstream.origin}/two`,
      headers: reference === '' ? [] : header(reference),
      goesOn: true,
    }),
  ]
  const workflow = await makeWorkflow(on, { steps })
  const { runId, end } = await workflow.start()
  while ((await upstream.requests()).length === 0) await wait(20)
  return {
    workflow,
    runId,
    end,
    /** The server breaks off, which is a failure that the run goes on after. */
    finish: async () => {
      await upstream.hangUp()
      await end()
      const targets = (await upstream.requests()).map(({ target }) => target)
      return { run: await workflow.details(runId), targets }
    },
  }
}

test('a run that is cancelled ends before its next request; the one under way is not un-sent', async () => {
  const { workflow, runId, finish } = await underWay()
  const permit = await tenant.permit('workflow:run', 'editor')
  const input = { ...tenant.place, workflowId: workflow.id, id: runId }
  assert.deepEqual(await cancelRun(permit, input), { id: runId })
  assert.equal((await workflow.details(runId)).isCancelling, true)
  assert.deepEqual(await cancelRun(permit, input), { id: runId })
  const { run, targets } = await finish()
  assert.deepEqual([run.state, ...run.steps.map(({ state }) => state)], ['cancelled', 'failed', 'skipped'])
  assert.deepEqual(targets, ['/one'])
  const done = await (await makeWorkflow(tenant, { steps: [aStep({ url: `${upstream.origin}/two` })] })).run()
  const code = (error: unknown) => error instanceof PosternError && error.code
  await assert.rejects(cancelRun(permit, { ...input, id: done.id }), (error) => code(error) === 'not_found')
  const other = await (await makeTenant()).permit('workflow:run')
  await assert.rejects(cancelRun(other, input), (error) => code(error) === 'not_found')
})

test('a stop, a revocation and a deleted secret count in the middle of a run', async () => {
  const stopped = await makeTenant()
  const first = await underWay(stopped)
  await runChange(await stopped.permit('sends:stop'), (scope) => stopSends(scope))
  const { run, targets } = await first.finish()
  assert.deepEqual([run.state, run.steps[1]?.code], ['succeeded', 'sends_stopped'])
  assert.deepEqual(targets, ['/one'])

  await upstream.forget()
  const secret = await token(canary('revoked'))
  const second = await underWay(tenant, `{secret:${secret.name}}`)
  await runChange(await tenant.permit('secret:revoke'), (scope) =>
    revokeSecret(scope, { ...tenant.place, id: secret.id, rowVersion: 1 }),
  )
  const after = await second.finish()
  assert.deepEqual([after.run.steps[1]?.code, after.targets], ['secret_revoked', ['/one']])
  await flushRefusals()
  const logged = await db().changeLogEntry.findMany({
    where: { action: 'send.refused', subjectId: { in: [secret.id, second.workflow.id] } },
  })
  assert.deepEqual(logged.map(({ subjectKind }) => subjectKind).sort(), ['secret', 'workflow', 'workflow'])
})

test('a run ends where its workflow is disabled, its step changed, or who started it may not any more', async () => {
  const disabled = await underWay()
  await runChange(await tenant.permit('workflow:edit', 'editor'), (scope) =>
    disableWorkflow(scope, { ...tenant.place, id: disabled.workflow.id, isDisabled: true }),
  )
  assert.deepEqual(outcome(await disabled.finish()), ['failed', 'workflow_disabled', ['/one']])

  await upstream.forget()
  const edited = await underWay()
  const { steps } = await edited.workflow.row()
  const [one, two] = edited.workflow.input.steps
  await edited.workflow.save({
    name: 'Another name',
    steps: [
      { ...(one ?? aStep()), id: steps[0]?.id ?? null },
      { ...(two ?? aStep()), id: steps[1]?.id ?? null, url: `${upstream.origin}/elsewhere` },
    ],
  })
  assert.deepEqual(outcome(await edited.finish()), ['failed', 'stale_version', ['/one']])
  const kept = await edited.workflow.exchange(edited.runId, 2)
  assert.match(kept.outcome === 'refused' ? kept.message : '', /somebody changed this step after the run began/)

  await upstream.forget()
  const mine = await makeTenant()
  const lost = await underWay(mine)
  await db().domainMembership.deleteMany({
    where: { organizationId: mine.organization.id, personId: mine.people.domain_admin.personId },
  })
  await upstream.hangUp()
  await lost.end()
  assert.deepEqual(await statesOf(lost.runId), ['failed', 'not_permitted'])
  assert.deepEqual(
    (await upstream.requests()).map(({ target }) => target),
    ['/one'],
  )
})

test('a run whose workflow is deleted sends nothing more, and leaves nothing behind', async () => {
  const { workflow, finish } = await underWay()
  const { rowVersion } = await workflow.row()
  await runChange(await tenant.permit('workflow:edit'), (scope) =>
    deleteWorkflow(scope, { ...tenant.place, id: workflow.id, rowVersion }),
  )
  await assert.rejects(finish())
  assert.deepEqual(
    (await upstream.requests()).map(({ target }) => target),
    ['/one'],
  )
  const where = { workflowId: workflow.id }
  assert.deepEqual([await db().workflowRun.count({ where }), await db().workflowStep.count({ where })], [0, 0])
})

test('four runs of a person are under way at most', async () => {
  await upstream.answer({ stall: 'headers' })
  const on = await makeTenant()
  const steps = [aStep({ url: `${upstream.origin}/slow` })]
  const workflows = await Promise.all([1, 2, 3].map(() => makeWorkflow(on, { steps })))
  const [a, b, c] = workflows
  const runs = await Promise.all([a?.start(), a?.start(), b?.start(), b?.start()])
  await assert.rejects(
    async () => c?.start(),
    (error) => error instanceof PosternError && error.code === 'rate_limited',
  )
  assert.equal(await db().workflowRun.count({ where: { organizationId: on.organization.id } }), 4)
  while ((await upstream.requests()).length < 4) await wait(20)
  await upstream.hangUp()
  await Promise.all(runs.map((run) => run?.end()))
  await upstream.answer({})
  assert.equal((await c?.run())?.state, 'succeeded')
})

test('an Editor cannot send a secret without allowed domains where they aim it, also by a step of an admin’s workflow', async () => {
  const { name } = await store({ type: 'token', value: canary('aimed') })
  await upstream.answer({})
  const workflow = await makeWorkflow(tenant, {
    steps: [aStep({ url: `${upstream.origin}/a`, headers: header(`{secret:${name}}`) })],
  })
  assert.equal((await workflow.run('', 'editor')).state, 'succeeded')
  const { steps } = await workflow.row()
  const step = { ...aStep({ headers: header(`{secret:${name}}`) }), id: steps[0]?.id ?? null }
  await workflow.save({ steps: [{ ...step, url: `${upstream.origin}/another-path` }] }, 'editor')
  assert.equal((await workflow.run('', 'editor')).state, 'succeeded')
  await workflow.save({ steps: [{ ...step, url: `https://127.0.0.1:${upstream.port}/a` }] }, 'editor')
  await upstream.forget()
  const aimed = await workflow.run('', 'owner')
  assert.deepEqual([aimed.state, aimed.steps[0]?.code], ['failed', 'host_not_approved'])
  // As an admin saves it with the host as it is, it stays the Editor's.
  await workflow.save(
    { description: 'Seen', steps: [{ ...step, url: `https://127.0.0.1:${upstream.port}/a` }] },
    'owner',
  )
  assert.equal((await workflow.run('', 'owner')).steps[0]?.code, 'host_not_approved')
  assert.equal((await upstream.requests()).length, 0)
})

const outcome = ({ run, targets }: { run: { state: string; steps: { code: string | null }[] }; targets: string[] }) => [
  run.state,
  run.steps[1]?.code,
  targets,
]

async function statesOf(runId: string) {
  const run = await db().workflowRun.findFirst({
    where: { id: runId },
    include: { steps: { orderBy: { position: 'asc' } } },
  })
  return [run?.state, run?.steps[1]?.code]
}

test('a run that is cancelled between two tries of a request is not sent again', async () => {
  await upstream.answer({ status: 503 })
  const workflow = await makeWorkflow(tenant, {
    steps: [aStep({ method: 'GET', url: `${upstream.origin}/busy`, retries: 3 })],
  })
  const { runId, end } = await workflow.start()
  while ((await upstream.requests()).length === 0) await wait(20)
  await cancelRun(await tenant.permit('workflow:run', 'editor'), {
    ...tenant.place,
    workflowId: workflow.id,
    id: runId,
  })
  await end()
  assert.equal((await upstream.requests()).length, 1)
  const run = await workflow.details(runId)
  assert.deepEqual([run.state, run.steps[0]?.state, run.steps[0]?.code], ['cancelled', 'failed', 'wrong_state'])
})
