import type { Scope } from '#lib/access/permit.ts'
import { reachOf } from '#lib/access/reach.ts'
import type { WorkflowStep } from '#lib/db/generated/client.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { addReferences } from '#lib/usages/add-references.ts'
import { dropReferences } from '#lib/usages/drop-references.ts'
import { replaceReferences } from '#lib/usages/references-in-use.ts'
import type { StepText } from './schema.ts'
import { requestOfStep, textOfStep } from './stored-step.ts'

type Step = StepText & { id: string }

/**
 * Makes `steps` the steps of a workflow, in their order, where `old` ones were, with what each refers to. Whoever sets
 * a step's host has aimed it; who changes its path alone has not.
 */
export async function replaceSteps(
  scope: Scope<'workflow:edit'>,
  { workflowId, steps }: { workflowId: string; steps: Step[] },
  old: WorkflowStep[],
): Promise<void> {
  const { tx, organization, domainId } = scope
  const reach = reachOf(scope.actor)
  const before = new Map(old.map((step) => [step.id, step]))
  const kept = new Set(steps.map((step) => step.id))
  const gone = old.filter((step) => !kept.has(step.id)).map((step) => step.id)
  if (gone.length > 0) {
    await dropReferences(scope, { kind: 'workflow_step', ids: gone })
    await tx.workflowStep.deleteMany({ where: { organizationId: organization.id, workflowId, id: { in: gone } } })
  }
  const added: Parameters<typeof addReferences>[1] = []
  const rows: (Step & { position: number; hostSetBy: typeof reach })[] = []
  for (const [index, step] of steps.entries()) {
    const position = index + 1
    const was = before.get(step.id)
    const references = listReferences(requestOfStep(step))
    const consumer = { kind: 'workflow_step', id: step.id, domainId } as const
    if (!was) {
      rows.push({ ...step, position, hostSetBy: reach })
      added.push({ ...consumer, references })
      continue
    }
    const text = textOfStep(was)
    const isSame = JSON.stringify({ id: was.id, ...text }) === JSON.stringify(step)
    if (isSame && was.position === position) continue
    const isAimedElsewhere = requestOfStep(text).baseUrl.toLowerCase() !== requestOfStep(step).baseUrl.toLowerCase()
    const { id, ...data } = step
    await tx.workflowStep.update({
      where: { organizationId_id: { organizationId: organization.id, id } },
      data: { ...data, position, ...(isAimedElsewhere && { hostSetBy: reach }) },
    })
    if (!isSame) await replaceReferences(scope, consumer, references)
  }
  if (rows.length === 0) return
  await tx.workflowStep.createMany({
    data: rows.map((row) => ({ ...row, organizationId: organization.id, domainId, workflowId })),
  })
  await addReferences(scope, added)
}
