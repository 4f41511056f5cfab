import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { db } from '#lib/db/client.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { canary, tenant, token, upstream } from '#lib/testing/sends.ts'
import { clearRuns } from './clear-runs.ts'
import { interruptRuns } from './interrupt-runs.ts'
import { listRuns } from './read-runs.ts'
import { stopRuns } from './stop-runs.ts'

const minutes = (n: number) => new Date(Date.now() - n * 60_000)
const arrived = async (count: number) => {
  for (let left = 1000; (await upstream.requests()).length < count; left -= 1) {
    assert.ok(left > 0, 'The request has not arrived.')
    await wait(20)
  }
}
const organizationId = () => tenant.organization.id

test('a run whose process is killed is interrupted and never run again; what its last step did is not known', async () => {
  await upstream.answer({ stall: 'headers', targets: { '/one': {} } })
  const { name } = await token(canary('killed'))
  const workflow = await makeWorkflow(tenant, {
    steps: [
      aStep({ name: 'one', url: `${upstream.origin}/one` }),
      aStep({ name: 'two', url: `${upstream.origin}/two`, headers: [{ name: 'X-Key', value: `{secret:${name}}` }] }),
      aStep({ name: 'three', url: `${upstream.origin}/one` }),
    ],
  })
  const { organization, domain } = tenant.place
  const authority = join(await mkdtemp(join(tmpdir(), 'postern-')), 'authority.pem')
  await writeFile(authority, upstream.authority)
  const program = fileURLToPath(new URL('../testing/run-process.ts', import.meta.url))
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority }
  const child = fork(program, [organization, domain, tenant.people.domain_admin.personId, workflow.id], { env })
  const [{ id: runId }] = (await once(child, 'message')) as [{ id: string }]
  await arrived(2)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const states = async () => {
    const { state, steps } = await workflow.details(runId)
    return [state, ...steps.map((step) => step.state)]
  }
  // Its process could still be there.
  assert.equal(await interruptRuns({ organizationId: organizationId() }), 0)
  assert.deepEqual(await states(), ['running', 'succeeded', 'running', 'waiting'])
  await db().workflowRun.updateMany({ where: { id: runId }, data: { aliveAt: minutes(2) } })
  // True before the job has been there.
  assert.deepEqual(await states(), ['interrupted', 'succeeded', 'unknown', 'skipped'])
  const listed = async (state: string) =>
    (await listRuns(await tenant.permit('workflow:list'), workflow.id, { state })).items.map(({ id }) => id)
  assert.deepEqual([await listed('running'), await listed('interrupted')], [[], [runId]])
  assert.equal(await interruptRuns({ organizationId: organizationId() }), 1)
  assert.equal(await interruptRuns({ organizationId: organizationId() }), 0)
  assert.deepEqual(await states(), ['interrupted', 'succeeded', 'unknown', 'skipped'])
  assert.deepEqual([await listed('running'), await listed('interrupted')], [[], [runId]])
  assert.equal((await upstream.requests()).length, 2)
  const [usage] = await db().usageRecord.findMany({
    where: { consumerName: 'Nightly sync · two', organizationId: organizationId() },
  })
  assert.equal(usage?.outcome, 'started')
})

test('a process that ends interrupts its runs at once; one that was taken for gone sends nothing more', async () => {
  const steps = ['one', 'two'].map((name) => aStep({ name, url: `${upstream.origin}/${name}`, goesOn: true }))
  const start = async () => {
    await upstream.forget()
    await upstream.answer({ stall: 'headers' })
    const workflow = await makeWorkflow(tenant, { steps })
    const run = await workflow.start()
    await arrived(1)
    return { workflow, ...run }
  }
  const stopping = await start()
  await stopRuns()
  assert.equal((await stopping.workflow.details(stopping.runId)).state, 'interrupted')
  const gone = await start()
  await db().workflowRun.updateMany({ where: { id: gone.runId }, data: { aliveAt: minutes(2) } })
  await interruptRuns({ organizationId: organizationId() })
  await upstream.hangUp()
  await Promise.all([stopping.end(), gone.end()])
  assert.deepEqual(
    (await upstream.requests()).map(({ target }) => target),
    ['/one'],
  )
  const { state, steps: ended } = await gone.workflow.details(gone.runId)
  assert.deepEqual([state, ...ended.map((step) => step.state)], ['interrupted', 'unknown', 'skipped'])
})

test('runs are kept as long as their workflow says, those under way always, and the records of sends stay', async () => {
  const on = await makeTenant()
  const week = await makeWorkflow(on, { keepRunsDays: 7, steps: [aStep({ url: `${upstream.origin}/x` })] })
  const year = await makeWorkflow(on, { keepRunsDays: 90, steps: [aStep({ url: `${upstream.origin}/x` })] })
  await upstream.answer({})
  const days = (n: number) => minutes(n * 24 * 60)
  const aged = async (workflow: typeof week, age: number, state: 'succeeded' | 'running' = 'succeeded') => {
    const { id } = await workflow.run()
    await db().workflowRun.updateMany({
      where: { id },
      data: { startedAt: days(age), state, ...(state === 'running' && { endedAt: null }) },
    })
    return id
  }
  await aged(week, 8)
  const kept = [await aged(week, 6), await aged(week, 8, 'running'), await aged(year, 8)]
  assert.equal(await clearRuns(undefined, { organizationId: on.organization.id }), 1)
  const left = await db().workflowRun.findMany({ where: { organizationId: on.organization.id }, select: { id: true } })
  assert.deepEqual(left.map(({ id }) => id).sort(), kept.sort())
})
