import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fingerprintOf } from '#lib/crypto/fingerprint.ts'
import { db } from '#lib/db/client.ts'
import { consumersOf } from '#lib/usages/references-in-use.ts'
import { listColumns, listItemOf } from './list-secrets.ts'
import type { Place, SecretDetails } from './schema.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** All that may be known of a secret of the permit's domain: never its value. Throws `not_found`. */
export async function getSecret(permit: Permit<'secret:list'>, id: string): Promise<SecretDetails> {
  if (!uuid.test(id)) throw new PosternError('not_found')
  const organizationId = permit.organization.id
  const row = await db().secret.findFirst({
    where: { organizationId, id, domainId: permit.domainId },
    select: { ...listColumns, createdAt: true, createdByName: true },
  })
  if (!row) throw new PosternError('not_found')
  const [version, lastUse, places] = await Promise.all([
    db().secretVersion.findUnique({
      where: { organizationId_secretId_version: { organizationId, secretId: id, version: row.currentVersion } },
      select: { sealedValue: true },
    }),
    db().usageRecordSecret.findFirst({
      where: { organizationId, secretId: id },
      orderBy: { at: 'desc' },
      select: {
        usage: { select: { at: true, consumerName: true, host: true, outcome: true, status: true, durationMs: true } },
      },
    }),
    placesOf(permit, row.name, id),
  ])
  return {
    ...listItemOf(row, permit.organization.timeZone),
    fingerprint: version?.sealedValue ? fingerprintOf(version.sealedValue) : '',
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdByName,
    lastUsed: lastUse && { ...lastUse.usage, at: lastUse.usage.at.toISOString() },
    places,
  }
}

async function placesOf(permit: Permit<'secret:list'>, name: string, secretId: string): Promise<Place[]> {
  const organizationId = permit.organization.id
  const references = await consumersOf(permit, name)
  const ids = [...new Set(references.map((reference) => reference.consumerId))]
  if (ids.length === 0) return []
  const [requests, uses] = await Promise.all([
    db().integrationRequest.findMany({
      where: { organizationId, domainId: permit.domainId, id: { in: ids } },
      select: { id: true, name: true, integration: { select: { id: true, name: true } } },
    }),
    db().usageRecord.groupBy({
      by: ['consumerId'],
      where: { organizationId, consumerId: { in: ids }, secrets: { some: { secretId } } },
      _max: { at: true },
    }),
  ])
  const lastUse = new Map(uses.map((use) => [use.consumerId, use._max.at]))
  return requests
    .map(
      (request): Place => ({
        kind: 'integration_request',
        id: request.id,
        integrationId: request.integration.id,
        integrationName: request.integration.name,
        requestName: request.name,
        fields: references
          .filter((reference) => reference.consumerId === request.id)
          .map((reference) => reference.field),
        lastUsedAt: lastUse.get(request.id)?.toISOString() ?? null,
      }),
    )
    .sort(
      (a, b) => (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? '') || a.requestName.localeCompare(b.requestName),
    )
}
