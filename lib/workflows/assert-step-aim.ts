import { holdPermit } from '#lib/access/hold-permit.ts'
import type { Permit } from '#lib/access/permit.ts'
import { lesserReach, type Reach } from '#lib/access/reach.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import type { WorkflowStep } from '#lib/db/generated/client.ts'
import type { Aim } from '#lib/sending/aim.ts'
import type { LoadedStep } from './loaded-workflow.ts'
import { RunIsOver } from './run-is-over.ts'
import type { RunKey } from './run-rows.ts'
import { textOfStep } from './stored-step.ts'

type Row = WorkflowStep & {
  isThere: boolean
  isDisabled: boolean
  isCancelled: boolean
  nameLower: string | null
  setBy: Reach | null
}

/**
 * By whose reach a step of a run is aimed, asked before each time it is sent. Throws `not_permitted` if whoever started the
 * run may not run it any more, `workflow_disabled`, `wrong_state` if it was cancelled, `stale_version` if the step was changed since the run began, and RunIsOver.
 * Threat: minutes after the start, an Editor aims a step at a host of their own, or loses the right to run it.
 */
export async function assertStepAim(
  permit: Permit<'workflow:run'>,
  key: RunKey,
  step: LoadedStep,
  { isAgain }: { isAgain: boolean },
): Promise<Aim> {
  const so = isAgain ? 'It was sent, and is not sent again: ' : 'Nothing was sent, and the run ends here: '
  await holdPermit(db(), permit).catch((error: unknown) => {
    if (!(error instanceof PosternError)) throw error
    throw new PosternError(error.code, `${so}${permit.actor.name} may not run workflows here any more.`)
  })
  const rows = await db().$queryRaw<Row[]>`
    SELECT s.*, s."id" IS NOT NULL AS "isThere", w."disabledAt" IS NOT NULL AS "isDisabled",
           r."cancelledAt" IS NOT NULL AS "isCancelled", f."nameLower", f."setBy"::text AS "setBy"
      FROM "WorkflowRun" r
      JOIN "Workflow" w ON w."organizationId" = r."organizationId" AND w."id" = r."workflowId"
      LEFT JOIN "WorkflowStep" s
        ON s."organizationId" = w."organizationId" AND s."workflowId" = w."id" AND s."id" = ${step.id}::uuid
      LEFT JOIN "ReferenceInUse" f
        ON f."organizationId" = s."organizationId" AND f."domainId" = s."domainId"
       AND f."consumerKind" = 'workflow_step' AND f."consumerId" = s."id"
     WHERE r."organizationId" = ${key.organizationId}::uuid AND r."domainId" = ${key.domainId}::uuid
       AND r."workflowId" = ${key.workflowId}::uuid AND r."id" = ${key.runId}::uuid AND r."state" = 'running'`
  const [first] = rows
  if (!first) throw new RunIsOver()
  if (first.isDisabled) throw new PosternError('workflow_disabled', `${so}somebody disabled the workflow.`)
  if (first.isCancelled) throw new PosternError('wrong_state', `${so}somebody cancelled the run.`)
  if (!first.isThere || !isSame(textOfStep(first), step))
    throw new PosternError('stale_version', `${so}somebody changed this step after the run began. Run it again.`)
  const references = new Map<string, Reach>()
  for (const { nameLower, setBy } of rows) {
    if (nameLower === null || setBy === null) continue
    references.set(nameLower, lesserReach(references.get(nameLower) ?? setBy, setBy))
  }
  return { host: first.hostSetBy, references }
}

const isSame = (now: ReturnType<typeof textOfStep>, { id: _, position: __, host: ___, ...began }: LoadedStep) =>
  JSON.stringify(now) === JSON.stringify(textOfStep(began))
