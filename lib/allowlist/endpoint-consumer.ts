import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { type FoundReference, replaceReferences } from '#lib/usages/references-in-use.ts'
import type { Place } from '#lib/usages/schema.ts'
import { daysCounted } from '#lib/usages/uses-of.ts'
import { endpointDetails } from './endpoint-details.ts'
import { keyReferences } from './key-references.ts'

/** The endpoints of allowlists, as consumers of the secrets that are their keys. */
export const endpointConsumer: Consumer = { kind: 'allowlist_endpoint', placesOf, rewrite }

async function placesOf(
  client: Tx,
  organizationId: string,
  references: FoundReference[],
  secretId: string,
): Promise<Place[]> {
  const endpoints = await client.allowlistEndpoint.findMany({
    where: {
      organizationId,
      id: { in: references.map(({ consumerId }) => consumerId) },
      domain: { archivedAt: null },
    },
    select: {
      id: true,
      name: true,
      hostPattern: true,
      domainId: true,
      domain: { select: { slug: true, name: true } },
    },
  })
  const uses = await usesByHost(client, organizationId, secretId)
  return endpoints.map(({ id, name, hostPattern, domainId, domain }) => {
    const own = uses.filter(
      (use) =>
        use.domainId === domainId &&
        (use.consumerId === id || (isHost(use.host) && hostAllowed([hostPattern], new URL(`https://${use.host}`)))),
    )
    const last = Math.max(0, ...own.map(({ lastUsedAt }) => lastUsedAt.getTime()))
    return {
      kind: 'allowlist_endpoint',
      id,
      domain,
      name,
      part: null,
      path: ['allowlist'],
      fields: ['key'],
      lastUsedAt: last === 0 ? null : new Date(last).toISOString(),
      uses: own.reduce((sum, use) => sum + use.uses, 0),
    }
  })
}

const isHost = (host: string) => URL.canParse(`https://${host}`)

/** What uses a key is whatever is sent to its endpoint, and a record says to which host that was. */
function usesByHost(client: Tx, organizationId: string, secretId: string) {
  const since = new Date(clock.now().getTime() - daysCounted * 24 * 60 * 60 * 1000)
  return client.$queryRaw<{ domainId: string; consumerId: string; host: string; lastUsedAt: Date; uses: number }[]>`
    SELECT u."domainId", u."consumerId", u."host", max(s."at") AS "lastUsedAt",
           (count(*) FILTER (WHERE s."at" >= ${since}))::int AS "uses"
      FROM "UsageRecordSecret" s
      JOIN "UsageRecord" u ON u."organizationId" = s."organizationId" AND u."id" = s."usageId"
     WHERE s."organizationId" = ${organizationId}::uuid AND s."secretId" = ${secretId}::uuid
     GROUP BY 1, 2, 3`
}

async function rewrite(
  scope: Scope<'secret:rename'>,
  references: FoundReference[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  const { tx, organization, actor } = scope
  const ids = [...new Set(references.map(({ consumerId }) => consumerId))]
  await tx.$queryRaw`
    SELECT 1 FROM "AllowlistEndpoint" WHERE "organizationId" = ${organization.id}::uuid AND "id" = ANY(${ids}::uuid[])
     ORDER BY "id" FOR UPDATE`
  const endpoints = await tx.allowlistEndpoint.findMany({
    where: { organizationId: organization.id, id: { in: ids } },
    orderBy: { id: 'asc' },
  })
  for (const old of endpoints) {
    if (old.keyName.toLowerCase() !== from.toLowerCase()) continue
    const saved = { ...old, keyName: to }
    await tx.allowlistEndpoint.update({
      where: { organizationId_id: { organizationId: organization.id, id: old.id } },
      data: {
        keyName: to,
        rowVersion: old.rowVersion + 1,
        updatedAt: clock.now(),
        updatedById: actor.id ?? organization.id,
        updatedByName: actor.name,
      },
    })
    const consumer = { kind: 'allowlist_endpoint', id: old.id, domainId: old.domainId } as const
    await replaceReferences(scope, consumer, keyReferences(saved), { from, to })
    record(scope, {
      action: 'allowlist_endpoint.edited',
      subject: { kind: 'allowlist_endpoint', id: old.id, name: old.name },
      domainId: old.domainId,
      details: { ...endpointDetails(old, saved), note: `${from} was renamed` },
    })
  }
}
