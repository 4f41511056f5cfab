import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpenError } from '#lib/crypto/open-error.ts'
import { db } from '#lib/db/client.ts'
import { aStep, makeWorkflow } from '#lib/testing/a-workflow.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { tenant, upstream } from '#lib/testing/sends.ts'
import { getRun, getRunEvent, getRunExchange, listRuns } from './read-runs.ts'

const aRun = async () => {
  const steps = ['one', 'two'].map((name) => aStep({ name, url: `${upstream.origin}/${name}` }))
  const workflow = await makeWorkflow(tenant, { steps })
  const { id } = await workflow.run('{"station":"Hamburg"}')
  return { workflow, id, ids: { workflowId: workflow.id, runId: id } }
}
const isNotFound = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'not_found'

test('what is kept of a run is sealed: nothing of it can be read in the rows', async () => {
  const { id } = await aRun()
  const rows = await db().workflowRunStep.findMany({ where: { runId: id } })
  const run = await db().workflowRun.findFirst({ where: { id } })
  for (const sealed of [...rows.map(({ sealedExchange }) => sealedExchange), run?.sealedEvent]) {
    assert.ok(sealed)
    assert.ok(!Buffer.from(sealed).includes('Hamburg') && !Buffer.from(sealed).includes('/one'))
  }
})

test('what was changed, or moved from another step or run, does not open', async () => {
  const [run, other] = [await aRun(), await aRun()]
  const permit = await tenant.permit('workflow:list')
  const read = (position: string) => getRunExchange(permit, { ...run.ids, position })
  const rows = await db().workflowRunStep.findMany({ where: { runId: run.id }, orderBy: { position: 'asc' } })
  const [one, two] = rows.map(({ sealedExchange }) => sealedExchange)
  assert.ok(one && two)
  const put = (sealedExchange: Uint8Array) =>
    db().workflowRunStep.updateMany({
      where: { runId: run.id, position: 1 },
      data: { sealedExchange: new Uint8Array(sealedExchange) },
    })
  await put(two)
  await assert.rejects(read('1'), OpenError)
  const [theirs] = await db().workflowRunStep.findMany({ where: { runId: other.id, position: 1 } })
  await put(theirs?.sealedExchange ?? new Uint8Array())
  await assert.rejects(read('1'), OpenError)
  for (const at of [0, 5, 20, one.byteLength - 1]) {
    const flipped = new Uint8Array(one)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    await put(flipped)
    await assert.rejects(read('1'), `byte ${at}`)
  }
  await put(one)
  assert.equal((await read('1')).exchange.outcome, 'answered')
  const { sealedEvent } = await db().workflowRun.findFirstOrThrow({ where: { id: other.id } })
  await db().workflowRun.updateMany({ where: { id: run.id }, data: { sealedEvent } })
  await assert.rejects(getRunEvent(permit, run.ids), OpenError)
})

test('a run exists in its workflow, domain and organization alone', async () => {
  const { ids } = await aRun()
  const { ids: others } = await aRun()
  const strangers = [
    [await tenant.permit('workflow:list', 'other_domain_admin', 'america'), ids],
    [await (await makeTenant()).permit('workflow:list', 'owner'), ids],
    [await tenant.permit('workflow:list'), { ...ids, workflowId: others.workflowId }],
    [await tenant.permit('workflow:list'), { ...ids, runId: "'--" }],
  ] as const
  for (const [permit, asked] of strangers) {
    await assert.rejects(getRun(permit, asked), isNotFound)
    await assert.rejects(getRunEvent(permit, asked), isNotFound)
    await assert.rejects(getRunExchange(permit, { ...asked, position: '1' }), isNotFound)
  }
  await assert.rejects(listRuns(strangers[1][0], ids.workflowId, {}), isNotFound)
  const permit = await tenant.permit('workflow:list', 'editor')
  for (const position of ['0', '3', '-1', '1.5', 'x', '1000'])
    await assert.rejects(getRunExchange(permit, { ...ids, position }), isNotFound)
})

test('runs are listed newest first, a page at a time, also of one state', async () => {
  const { workflow } = await aRun()
  const made = Array.from({ length: 119 }, (_, index) => ({
    organizationId: tenant.organization.id,
    workflowId: workflow.id,
    trigger: 'hand',
    actorName: 'Tom Abara',
    state: index % 2 === 0 ? ('failed' as const) : ('succeeded' as const),
    startedAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 3))),
    endedAt: new Date(),
  }))
  const { domainId } = await workflow.row()
  await db().workflowRun.createMany({ data: made.map((run) => ({ ...run, domainId })) })
  const permit = await tenant.permit('workflow:list')
  const all = async (state?: string) => {
    const items = []
    for (let cursor: string | undefined; ; ) {
      const page = await listRuns(permit, workflow.id, { state, cursor })
      items.push(...page.items)
      if (page.nextCursor === null) return items
      cursor = page.nextCursor
    }
  }
  const items = await all()
  assert.equal(new Set(items.map(({ id }) => id)).size, 120)
  const times = items.map(({ startedAt }) => startedAt)
  assert.deepEqual(times, [...times].sort().reverse())
  assert.equal((await all('failed')).length, 60)
  assert.deepEqual([...new Set((await all('succeeded')).map(({ state }) => state))], ['succeeded'])
})
