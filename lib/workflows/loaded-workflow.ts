import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import type { StepText } from './schema.ts'
import { requestOfStep, textOfStep } from './stored-step.ts'

export type LoadedStep = StepText & { id: string; position: number; host: string }

/** A workflow as a run begins with it. */
export type LoadedWorkflow = {
  id: string
  name: string
  rowVersion: number
  isDisabled: boolean
  steps: LoadedStep[]
}

/**
 * A workflow of the permit's domain with its steps in order; null: there is none. The version is read first: a run is begun
 * only if it is still the same then, so that the steps are those of one moment.
 */
export async function loadWorkflow(permit: Permit<Permission>, id: string): Promise<LoadedWorkflow | null> {
  const where = { organizationId: permit.organization.id, domainId: permit.domainId, id }
  const row = await db().workflow.findFirst({
    where,
    select: { id: true, name: true, rowVersion: true, disabledAt: true },
  })
  if (!row) return null
  const steps = await db().workflowStep.findMany({
    where: { organizationId: where.organizationId, domainId: where.domainId, workflowId: id },
    orderBy: { position: 'asc' },
  })
  return {
    id,
    name: row.name,
    rowVersion: row.rowVersion,
    isDisabled: row.disabledAt !== null,
    steps: steps.map((step) => {
      const text = textOfStep(step)
      return { id: step.id, position: step.position, host: hostOf(requestOfStep(text).baseUrl), ...text }
    }),
  }
}

const hostOf = (baseUrl: string) => (URL.canParse(baseUrl) ? new URL(baseUrl).host : '')
