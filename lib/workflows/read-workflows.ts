import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { positionOf, timeCursor } from '#lib/core/time-cursor.ts'
import { db } from '#lib/db/client.ts'
import { likeText } from '#lib/integrations/like-text.ts'
import { namedSecrets } from '#lib/integrations/named-secrets.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { stateNow } from './run-alive.ts'
import type { RunState, WorkflowDetails, WorkflowListItem, WorkflowPage } from './schema.ts'
import { requestOfStep, textOfStep } from './stored-step.ts'

const pageSize = 50

const columns = {
  id: true,
  name: true,
  description: true,
  disabledAt: true,
  hookId: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
  _count: { select: { steps: true } },
} as const

type Row = Pick<WorkflowListItem, 'id' | 'name' | 'description' | 'rowVersion' | 'updatedByName'> & {
  updatedAt: Date
  disabledAt: Date | null
  hookId: string | null
  _count: { steps: number }
}

type LastRun = { workflowId: string; id: string; state: RunState; startedAt: Date; aliveAt: Date }

type ListQuery = { q?: string | undefined; cursor?: string | undefined; take?: number }

/** The domain's workflows whose name or description has `q` in it, last changed first, a page at a time by key. */
export async function listWorkflows(
  permit: Permit<'workflow:list'>,
  { q = '', cursor, take = pageSize }: ListQuery,
): Promise<WorkflowPage> {
  const start = positionOf(cursor)
  const contains = { contains: likeText(q), mode: 'insensitive' as const }
  const rows = await db().workflow.findMany({
    where: {
      organizationId: permit.organization.id,
      domainId: permit.domainId,
      AND: [
        contains.contains === '' ? {} : { OR: [{ name: contains }, { description: contains }] },
        start ? { OR: [{ updatedAt: { lt: start.at } }, { updatedAt: start.at, id: { lt: start.id } }] } : {},
      ],
    },
    select: columns,
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: take + 1,
  })
  const last = rows[take - 1]
  const shown = rows.slice(0, take)
  const runs = await lastRuns(permit, shown)
  return {
    items: shown.map((row) => itemOf(row, runs.get(row.id))),
    nextCursor: rows.length > take && last ? timeCursor({ at: last.updatedAt, id: last.id }) : null,
  }
}

/** A workflow of the permit's domain with its steps, and how the secrets stand that it names. Throws `not_found`. */
export async function getWorkflow(permit: Permit<'workflow:list'>, id: string): Promise<WorkflowDetails> {
  const row = isUuid(id)
    ? await db().workflow.findFirst({
        where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
        select: {
          ...columns,
          keepRunsDays: true,
          hookKeyName: true,
          hookKeyPart: true,
          steps: { orderBy: { position: 'asc' } },
        },
      })
    : null
  if (!row) throw new PosternError('not_found')
  const steps = row.steps.map((step) => ({ id: step.id, ...textOfStep(step) }))
  const named = steps.flatMap((step) => listReferences(requestOfStep(step)))
  const key = row.hookId === null ? [] : [{ name: row.hookKeyName }]
  const { hasHook: _, stepCount: __, lastRun: ___, ...item } = itemOf(row, undefined)
  return {
    ...item,
    keepRunsDays: row.keepRunsDays,
    hook: row.hookId === null ? null : { url: hookUrl(row.hookId), keyName: row.hookKeyName, keyPart: row.hookKeyPart },
    steps,
    references: await namedSecrets(permit, [...named, ...key]),
  }
}

const hookUrl = (hookId: string) => new URL(`/api/hooks/${hookId}`, env().url).href

/** The newest run of each. */
async function lastRuns(permit: Permit<'workflow:list'>, workflows: { id: string }[]): Promise<Map<string, LastRun>> {
  const ids = workflows.map(({ id }) => id)
  const runs = await db().$queryRaw<LastRun[]>`
    SELECT w."id" AS "workflowId", r."id", r."state"::text AS "state", r."startedAt", r."aliveAt"
      FROM unnest(${ids}::uuid[]) AS w("id")
     CROSS JOIN LATERAL (
       SELECT * FROM "WorkflowRun" x
        WHERE x."organizationId" = ${permit.organization.id}::uuid AND x."workflowId" = w."id"
        ORDER BY x."startedAt" DESC, x."id" DESC LIMIT 1) r`
  return new Map(runs.map((run) => [run.workflowId, run]))
}

function itemOf(row: Row, run: LastRun | undefined): WorkflowListItem {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isDisabled: row.disabledAt !== null,
    hasHook: row.hookId !== null,
    stepCount: row._count.steps,
    lastRun: run ? { id: run.id, state: stateNow(run, clock.now()), startedAt: run.startedAt.toISOString() } : null,
    rowVersion: row.rowVersion,
    updatedAt: row.updatedAt.toISOString(),
    updatedByName: row.updatedByName,
  }
}
