import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { IntegrationRequest } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { listReferences } from '#lib/references/list-references.ts'
import { rewriteReferences } from '#lib/references/rewrite-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { usesOf } from '#lib/usages/uses-of.ts'
import { editDetails } from './edit-details.ts'

/** The requests of integrations, as consumers of secrets. */
export const requestConsumer: Consumer = { kind: 'integration_request', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const fieldsOf = new Map<string, string[]>()
  for (const { consumerId, field } of references) fieldsOf.set(consumerId, [...(fieldsOf.get(consumerId) ?? []), field])
  const ids = [...fieldsOf.keys()]
  const requests = await client.integrationRequest.findMany({
    where: { organizationId, id: { in: ids }, integration: { domain: { archivedAt: null } } },
    select: {
      id: true,
      name: true,
      integration: { select: { id: true, name: true, domain: { select: { slug: true, name: true } } } },
    },
  })
  const uses = await usesOf(client, organizationId, secretId, ids)
  return requests.map(({ id, name, integration }) => ({
    kind: 'integration_request',
    id,
    domain: integration.domain,
    name: integration.name,
    part: name,
    path: ['integrations', integration.id, 'requests', id],
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
  const ids = [...new Set(references.map((reference) => reference.consumerId))]
  const { tx, organization, actor } = scope
  await tx.$queryRaw`
    SELECT 1 FROM "IntegrationRequest" WHERE "organizationId" = ${organization.id}::uuid AND "id" = ANY(${ids}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const requests = await tx.integrationRequest.findMany({
    where: { organizationId: organization.id, id: { in: ids } },
    orderBy: { id: 'asc' },
  })
  for (const old of requests) {
    const texts = rewritten(old, from, to)
    await tx.integrationRequest.update({
      where: { organizationId_id: { organizationId: organization.id, id: old.id } },
      data: {
        ...texts,
        rowVersion: old.rowVersion + 1,
        updatedAt: clock.now(),
        updatedById: actor.id ?? organization.id,
        updatedByName: actor.name,
      },
    })
    const consumer = { kind: 'integration_request', id: old.id, domainId: old.domainId } as const
    await replaceReferences(scope, consumer, listReferences({ ...old, ...texts }), { from, to })
    record(scope, {
      action: 'integration_request.edited',
      subject: { kind: 'integration_request', id: old.id, name: old.name },
      domainId: old.domainId,
      details: { ...editDetails(old, { ...old, ...texts }), note: `${from} was renamed` },
    })
  }
}

/** The texts of a request that may hold references, with the other name in them. */
function rewritten(old: IntegrationRequest, from: string, to: string) {
  const other = (text: string) => rewriteReferences(text, from, to)
  const inValues = (pairs: unknown) =>
    (pairs as SavedFields['headers']).map((pair) => ({ ...pair, value: other(pair.value) }))
  return {
    path: other(old.path),
    headers: inValues(old.headers),
    query: inValues(old.query),
    body: other(old.body),
  }
}
