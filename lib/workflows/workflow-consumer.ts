import type { Scope } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { usesOf } from '#lib/usages/uses-of.ts'
import { hookReferences } from './hook-references.ts'
import { rewriteWorkflows } from './rewrite-workflows.ts'

/** Workflows, as consumers of secrets: deliveries to their webhooks are signed with one. */
export const workflowConsumer: Consumer = { kind: 'workflow', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const ids = [...new Set(references.map(({ consumerId }) => consumerId))]
  const workflows = await client.workflow.findMany({
    where: { organizationId, id: { in: ids }, domain: { archivedAt: null } },
    select: { id: true, name: true, domain: { select: { slug: true, name: true } } },
  })
  const uses = await usesOf(client, organizationId, secretId, ids)
  return workflows.map(({ id, name, domain }) => ({
    kind: 'workflow',
    id,
    domain,
    name,
    part: null,
    path: ['workflows', id],
    fields: ['webhook'],
    lastUsedAt: uses.get(id)?.lastUsedAt.toISOString() ?? null,
    uses: uses.get(id)?.uses ?? 0,
  }))
}

async function rewrite(
  scope: Scope<'secret:rename'>,
  references: FoundReference[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  const ids = references.map(({ consumerId }) => consumerId)
  const organizationId = scope.organization.id
  await rewriteWorkflows(scope, ids, { from }, async ({ id, domainId }, saved) => {
    if (!saved.hook) return saved
    const hook = { ...saved.hook, keyName: to }
    await scope.tx.workflow.update({
      where: { organizationId_id: { organizationId, id } },
      data: { hookKeyName: to },
    })
    await replaceReferences(scope, { kind: 'workflow', id, domainId }, hookReferences(hook), { from, to })
    return { ...saved, hook }
  })
}
