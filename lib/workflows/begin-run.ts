import { randomUUID } from 'node:crypto'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { sealHistory } from './history.ts'
import type { LoadedWorkflow } from './loaded-workflow.ts'
import { maskJson } from './mask-json.ts'

export type RunOrigin = {
  trigger: 'hand' | 'webhook'
  /** A JSON text; null: none. */
  event: string | null
  /** Of a delivery. */
  messageId: string | null
}

/**
 * Writes a run and its steps, all waiting, and answers its id; null if the workflow was changed, disabled or deleted since it
 * was loaded, its domain was archived, or the same delivery has a run already. The event is kept masked and sealed.
 */
export async function beginRun(
  permit: Permit<'workflow:run'>,
  workflow: LoadedWorkflow,
  { trigger, event, messageId }: RunOrigin,
): Promise<string | null> {
  const runId = randomUUID()
  const { organization, domainId, actor } = permit
  const binding = { organizationId: organization.id, domainId, workflowId: workflow.id, runId, position: 0 }
  const sealed = event === null ? null : await sealHistory(binding, maskJson(event))
  const now = clock.now()
  const each = <T>(of: (step: LoadedWorkflow['steps'][number]) => T) => workflow.steps.map(of)
  const written = await db().$executeRaw`
    WITH run AS (
      INSERT INTO "WorkflowRun" ("organizationId", "id", "domainId", "workflowId", "trigger", "actorId", "actorName",
                                 "messageId", "startedAt", "aliveAt", "sealedEvent")
      SELECT w."organizationId", ${runId}::uuid, w."domainId", w."id", ${trigger}, ${actor.id}::uuid, ${actor.name},
             ${messageId}, ${now}::timestamptz, ${now}::timestamptz, ${sealed}::bytea
        FROM "Workflow" w
        JOIN "Domain" d ON d."organizationId" = w."organizationId" AND d."id" = w."domainId" AND d."archivedAt" IS NULL
       WHERE w."organizationId" = ${organization.id}::uuid AND w."domainId" = ${domainId}::uuid
         AND w."id" = ${workflow.id}::uuid AND w."rowVersion" = ${workflow.rowVersion} AND w."disabledAt" IS NULL
      ON CONFLICT ("organizationId", "workflowId", "messageId") DO NOTHING
      RETURNING "organizationId", "id")
    INSERT INTO "WorkflowRunStep" ("organizationId", "runId", "position", "stepId", "name", "method", "host")
    SELECT run."organizationId", run."id", s.*
      FROM run, unnest(${each(({ position }) => position)}::int[], ${each(({ id }) => id)}::uuid[],
                       ${each(({ name }) => name)}::text[], ${each(({ method }) => method)}::text[],
                       ${each(({ host }) => host)}::text[]) AS s`
  return written > 0 ? runId : null
}
