import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { messageRequest } from '#lib/references/check-message.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { rewriteReferences } from '#lib/references/rewrite-references.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { usesOf } from '#lib/usages/uses-of.ts'
import { savedTemplate } from './saved-template.ts'
import { templateDetails } from './template-details.ts'

/** Templates, as consumers of secrets: their bodies name them. */
export const templateConsumer: Consumer = { kind: 'template', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const ids = [...new Set(references.map(({ consumerId }) => consumerId))]
  const templates = await client.template.findMany({
    where: { organizationId, id: { in: ids }, domain: { archivedAt: null } },
    select: { id: true, name: true, domain: { select: { slug: true, name: true } } },
  })
  const uses = await usesOf(client, organizationId, secretId, ids)
  return templates.map(({ id, name, domain }) => ({
    kind: 'template',
    id,
    domain,
    name,
    part: null,
    path: ['templates', id],
    fields: ['body'],
    lastUsedAt: uses.get(id)?.lastUsedAt.toISOString() ?? null,
    uses: uses.get(id)?.uses ?? 0,
  }))
}

async function rewrite(
  scope: Scope<'secret:rename'>,
  references: FoundReference[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  const ids = [...new Set(references.map(({ consumerId }) => consumerId))]
  const { tx, organization, actor } = scope
  await tx.$queryRaw`
    SELECT 1 FROM "Template" WHERE "organizationId" = ${organization.id}::uuid AND "id" = ANY(${ids}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const templates = await tx.template.findMany({
    where: { organizationId: organization.id, id: { in: ids } },
    orderBy: { id: 'asc' },
  })
  for (const row of templates) {
    const { id, domainId } = row
    const old = savedTemplate(row)
    const body = rewriteReferences(old.body, from, to)
    await tx.template.update({
      where: { organizationId_id: { organizationId: organization.id, id } },
      data: {
        body,
        rowVersion: row.rowVersion + 1,
        updatedAt: clock.now(),
        updatedById: actor.id ?? organization.id,
        updatedByName: actor.name,
      },
    })
    const renamed = listReferences(messageRequest({ ...old, body }))
    await replaceReferences(scope, { kind: 'template', id, domainId }, renamed, { from, to })
    // The request stays, so it is not named.
    const details = templateDetails({ ...old, requestName: null }, { ...old, body, requestName: null })
    record(scope, {
      action: 'template.edited',
      subject: { kind: 'template', id, name: old.name },
      domainId,
      details: { ...details, note: `${from} was renamed` },
    })
  }
}
