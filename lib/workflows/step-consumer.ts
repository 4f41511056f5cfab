import type { Scope } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { rewriteReferences } from '#lib/references/rewrite-references.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { usesOf } from '#lib/usages/uses-of.ts'
import { rewriteWorkflows } from './rewrite-workflows.ts'
import type { StepText } from './schema.ts'
import { requestOfStep } from './stored-step.ts'

/** The steps of workflows, as consumers of secrets. */
export const stepConsumer: Consumer = { kind: 'workflow_step', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const fieldsOf = new Map<string, string[]>()
  for (const { consumerId, field } of references) fieldsOf.set(consumerId, [...(fieldsOf.get(consumerId) ?? []), field])
  const ids = [...fieldsOf.keys()]
  const steps = await client.workflowStep.findMany({
    where: { organizationId, id: { in: ids }, workflow: { domain: { archivedAt: null } } },
    select: {
      id: true,
      name: true,
      workflow: { select: { id: true, name: true, domain: { select: { slug: true, name: true } } } },
    },
  })
  const uses = await usesOf(client, organizationId, secretId, ids)
  return steps.map(({ id, name, workflow }) => ({
    kind: 'workflow_step',
    id,
    domain: workflow.domain,
    name: workflow.name,
    part: name,
    path: ['workflows', workflow.id],
    fields: fieldsOf.get(id) ?? [],
    lastUsedAt: uses.get(id)?.lastUsedAt.toISOString() ?? null,
    uses: uses.get(id)?.uses ?? 0,
  }))
}

async function rewrite(
  scope: Scope<'secret:rename'>,
  references: FoundReference[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  const wanted = new Set(references.map(({ consumerId }) => consumerId))
  const organizationId = scope.organization.id
  const steps = await scope.tx.workflowStep.findMany({
    where: { organizationId, id: { in: [...wanted] } },
    select: { workflowId: true },
  })
  await rewriteWorkflows(
    scope,
    steps.map(({ workflowId }) => workflowId),
    { from },
    async ({ domainId }, saved) => {
      const steps = saved.steps.map((step) => (wanted.has(step.id) ? rewritten(step, from, to) : step))
      for (const step of steps.filter(({ id }) => wanted.has(id))) {
        const { id, ...data } = step
        await scope.tx.workflowStep.update({ where: { organizationId_id: { organizationId, id } }, data })
        const consumer = { kind: 'workflow_step', id, domainId } as const
        await replaceReferences(scope, consumer, listReferences(requestOfStep(step)), { from, to })
      }
      return { ...saved, steps }
    },
  )
}

/** The texts of a step that may hold references, with the other name in them. */
function rewritten<Step extends StepText>(step: Step, from: string, to: string): Step {
  const other = (text: string) => rewriteReferences(text, from, to)
  const inValues = (pairs: StepText['headers']) => pairs.map((pair) => ({ ...pair, value: other(pair.value) }))
  return {
    ...step,
    url: other(step.url),
    headers: inValues(step.headers),
    query: inValues(step.query),
    body: other(step.body),
  }
}
