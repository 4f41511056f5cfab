import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { positionOf, timeCursor } from '#lib/core/time-cursor.ts'
import { db } from '#lib/db/client.ts'
import { openHistory } from './history.ts'
import { silentForMs, stateNow } from './run-alive.ts'
import {
  type RunDetails,
  type RunEvent,
  type RunExchange,
  type RunListItem,
  type RunPage,
  type RunState,
  runStates,
} from './schema.ts'

const pageSize = 50

const columns = {
  id: true,
  state: true,
  trigger: true,
  actorName: true,
  startedAt: true,
  endedAt: true,
  aliveAt: true,
} as const

type Row = {
  id: string
  state: RunState
  trigger: string
  actorName: string
  startedAt: Date
  endedAt: Date | null
  aliveAt: Date
}

type RunsQuery = { state?: string | undefined; cursor?: string | undefined }

/** The runs of a workflow of the permit's domain, newest first, a page at a time by key. Throws `not_found`. */
export async function listRuns(
  permit: Permit<'workflow:list'>,
  workflowId: string,
  { state, cursor }: RunsQuery,
): Promise<RunPage> {
  const at = { organizationId: permit.organization.id, domainId: permit.domainId }
  if (
    !isUuid(workflowId) ||
    !(await db().workflow.findFirst({ where: { ...at, id: workflowId }, select: { id: true } }))
  )
    throw new PosternError('not_found')
  const start = positionOf(cursor)
  const wanted = runStates.find((each) => each === state)
  const rows = await db().workflowRun.findMany({
    where: {
      ...at,
      workflowId,
      AND: [
        wanted ? inState(wanted) : {},
        start ? { OR: [{ startedAt: { lt: start.at } }, { startedAt: start.at, id: { lt: start.id } }] } : {},
      ],
    },
    select: {
      ...columns,
      steps: { select: { name: true, state: true, status: true, code: true }, orderBy: { position: 'asc' } },
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: pageSize + 1,
  })
  const last = rows[pageSize - 1]
  return {
    items: rows.slice(0, pageSize).map(({ steps, ...row }) => ({
      ...itemOf(row),
      stepsDone: steps.filter(({ state: each }) => each === 'succeeded' || each === 'failed').length,
      stepCount: steps.length,
      failed: failedOf(steps),
    })),
    nextCursor: rows.length > pageSize && last ? timeCursor({ at: last.startedAt, id: last.id }) : null,
  }
}

/** A run and how far each of its steps has come. Throws `not_found`. */
export async function getRun(
  permit: Permit<'workflow:list'>,
  { workflowId, runId }: { workflowId: string; runId: string },
): Promise<RunDetails> {
  assertIds(workflowId, runId)
  const where = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId, id: runId }
  const [row, [event]] = await Promise.all([
    db().workflowRun.findFirst({
      where,
      select: {
        ...columns,
        cancelledAt: true,
        messageId: true,
        workflow: { select: { name: true } },
        steps: { omit: { sealedExchange: true }, orderBy: { position: 'asc' } },
      },
    }),
    // Without the sealed texts themselves, which are long: this is asked for every second.
    db().$queryRaw<{ hasEvent: boolean; kept: number[] }[]>`
      SELECT r."sealedEvent" IS NOT NULL AS "hasEvent",
             ARRAY(SELECT s."position" FROM "WorkflowRunStep" s
                    WHERE s."organizationId" = r."organizationId" AND s."runId" = r."id"
                      AND s."sealedExchange" IS NOT NULL) AS "kept"
        FROM "WorkflowRun" r
       WHERE r."organizationId" = ${where.organizationId}::uuid AND r."domainId" = ${where.domainId}::uuid
         AND r."workflowId" = ${workflowId}::uuid AND r."id" = ${runId}::uuid`,
  ])
  if (!row || !event) throw new PosternError('not_found')
  const item = itemOf(row)
  return {
    ...item,
    workflowName: row.workflow.name,
    isCancelling: item.state === 'running' && row.cancelledAt !== null,
    messageId: row.messageId,
    hasEvent: event.hasEvent,
    steps: row.steps.map(({ organizationId: _, runId: __, ...step }) => ({
      ...step,
      state: item.state === 'running' ? step.state : ended(step.state),
      startedAt: step.startedAt?.toISOString() ?? null,
      hasExchange: event.kept.includes(step.position),
    })),
  }
}

/** What came in with a run. Throws `not_found`. */
export async function getRunEvent(
  permit: Permit<'workflow:list'>,
  { workflowId, runId }: { workflowId: string; runId: string },
): Promise<RunEvent> {
  assertIds(workflowId, runId)
  const at = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId }
  const row = await db().workflowRun.findFirst({ where: { ...at, id: runId }, select: { sealedEvent: true } })
  if (!row?.sealedEvent) throw new PosternError('not_found')
  return { event: await openHistory({ ...at, runId, position: 0 }, row.sealedEvent) }
}

/** What a step of a run sent and was answered. Throws `not_found`. */
export async function getRunExchange(
  permit: Permit<'workflow:list'>,
  { workflowId, runId, position }: { workflowId: string; runId: string; position: string },
): Promise<RunExchange> {
  assertIds(workflowId, runId)
  if (!/^[1-9]\d{0,2}$/.test(position)) throw new PosternError('not_found')
  const at = { organizationId: permit.organization.id, domainId: permit.domainId, workflowId }
  const row = await db().workflowRunStep.findFirst({
    where: { organizationId: at.organizationId, runId, position: Number(position), run: at },
    select: { sealedExchange: true },
  })
  if (!row?.sealedExchange) throw new PosternError('not_found')
  return { exchange: JSON.parse(await openHistory({ ...at, runId, position: Number(position) }, row.sealedExchange)) }
}

function assertIds(...ids: string[]): void {
  if (!ids.every((id) => isUuid(id))) throw new PosternError('not_found')
}

/** What a step came to whose run is at its end. */
function ended<State extends string>(state: State) {
  if (state === 'running') return 'unknown' as const
  return state === 'waiting' ? ('skipped' as const) : state
}

/** A run whose process is gone is interrupted, also before the job has said so. */
function inState(state: RunState) {
  const silentSince = new Date(clock.now().getTime() - silentForMs)
  if (state === 'running') return { state, aliveAt: { gte: silentSince } }
  if (state === 'interrupted') return { OR: [{ state }, { state: 'running' as const, aliveAt: { lt: silentSince } }] }
  return { state }
}

/** The step at which a run failed: the last that did, because of an earlier one it went on. */
function failedOf(steps: (NonNullable<RunListItem['failed']> & { state: string })[]): RunListItem['failed'] {
  const failed = steps.findLast(({ state }) => state === 'failed')
  return failed ? { name: failed.name, status: failed.status, code: failed.code } : null
}

const itemOf = ({ aliveAt, ...row }: Row) => ({
  id: row.id,
  state: stateNow({ state: row.state, aliveAt }, clock.now()),
  trigger: row.trigger as RunListItem['trigger'],
  actorName: row.actorName,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
})
