import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { listConnectionReferences } from '#lib/references/list-references.ts'
import { rewriteReferences } from '#lib/references/rewrite-references.ts'
import type { NameAndValue } from '#lib/references/stored-request.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { daysCounted } from '#lib/usages/uses-of.ts'
import { connectionDetails } from './connection-details.ts'
import { connectionOf } from './connection-of.ts'

/** The connections of integrations, as consumers of secrets. */
export const integrationConsumer: Consumer = { kind: 'integration', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const fieldsOf = new Map<string, string[]>()
  for (const { consumerId, field } of references) fieldsOf.set(consumerId, [...(fieldsOf.get(consumerId) ?? []), field])
  const ids = [...fieldsOf.keys()]
  const integrations = await client.integration.findMany({
    where: { organizationId, id: { in: ids }, domain: { archivedAt: null } },
    select: { id: true, name: true, domain: { select: { slug: true, name: true } } },
  })
  const uses = await usesThrough(client, organizationId, secretId, ids)
  return integrations.map(({ id, name, domain }) => ({
    kind: 'integration',
    id,
    domain,
    name,
    part: null,
    path: ['integrations', id],
    fields: fieldsOf.get(id) ?? [],
    lastUsedAt: uses.get(id)?.lastUsedAt.toISOString() ?? null,
    uses: uses.get(id)?.uses ?? 0,
  }))
}

/** A connection sends nothing itself: when, and how often, its requests and their templates sent the secret. */
async function usesThrough(client: Tx, organizationId: string, secretId: string, integrationIds: string[]) {
  const since = new Date(clock.now().getTime() - daysCounted * 24 * 60 * 60 * 1000)
  const rows = await client.$queryRaw<{ integrationId: string; lastUsedAt: Date; uses: number }[]>`
    SELECT q."integrationId", max(s."at") AS "lastUsedAt", (count(*) FILTER (WHERE s."at" >= ${since}))::int AS "uses"
      FROM "UsageRecordSecret" s
      JOIN "UsageRecord" u ON u."organizationId" = s."organizationId" AND u."id" = s."usageId"
      LEFT JOIN "Template" t
        ON u."consumerKind" = 'template' AND t."organizationId" = s."organizationId" AND t."id" = u."consumerId"
      JOIN "IntegrationRequest" q
        ON q."organizationId" = s."organizationId" AND q."id" = coalesce(t."requestId", u."consumerId")
     WHERE s."organizationId" = ${organizationId}::uuid AND s."secretId" = ${secretId}::uuid
       AND q."integrationId" = ANY(${integrationIds}::uuid[])
     GROUP BY q."integrationId"`
  return new Map(rows.map(({ integrationId, ...use }) => [integrationId, use]))
}

async function rewrite(
  scope: Scope<'secret:rename'>,
  references: FoundReference[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  const ids = [...new Set(references.map((reference) => reference.consumerId))]
  const { tx, organization, actor } = scope
  await tx.$queryRaw`
    SELECT 1 FROM "Integration" WHERE "organizationId" = ${organization.id}::uuid AND "id" = ANY(${ids}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const integrations = await tx.integration.findMany({
    where: { organizationId: organization.id, id: { in: ids } },
    orderBy: { id: 'asc' },
  })
  const other = (text: string) => rewriteReferences(text, from, to)
  for (const old of integrations) {
    const texts = {
      authValue: other(old.authValue),
      defaultHeaders: (old.defaultHeaders as NameAndValue[]).map((each) => ({ ...each, value: other(each.value) })),
    }
    await tx.integration.update({
      where: { organizationId_id: { organizationId: organization.id, id: old.id } },
      data: {
        ...texts,
        rowVersion: old.rowVersion + 1,
        updatedAt: clock.now(),
        updatedById: actor.id ?? organization.id,
        updatedByName: actor.name,
      },
    })
    const consumer = { kind: 'integration', id: old.id, domainId: old.domainId } as const
    const named = listConnectionReferences(connectionOf({ ...old, ...texts }))
    await replaceReferences(scope, consumer, named, { from, to })
    record(scope, {
      action: 'integration.edited',
      subject: { kind: 'integration', id: old.id, name: old.name },
      domainId: old.domainId,
      details: { ...connectionDetails(old, { ...old, ...texts }), note: `${from} was renamed` },
    })
  }
}
