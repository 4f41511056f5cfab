import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { fingerprintOf } from '#lib/crypto/fingerprint.ts'
import { db } from '#lib/db/client.ts'
import { callersOf } from '#lib/usages/callers-of.ts'
import type { Consumer } from '#lib/usages/consumer.ts'
import { placesOf } from '#lib/usages/places-of.ts'
import { type ListRow, listColumns, listItemOf } from './list-secrets.ts'
import type { SecretPolicies } from './policies.ts'
import { mayRevealHere } from './reveal-policy.ts'
import type { SecretDetails, VersionItem } from './schema.ts'
import { sentBefore } from './sent-before.ts'
import { usesPerDay } from './uses-per-day.ts'

const mostVersions = 100
const mostApproved = 100

type DetailsRow = ListRow & SecretPolicies

/**
 * All that may be known of a secret of the permit's place: never its value. Of how a secret of the organization is used,
 * what happens in the domains that the permit reaches. Throws `not_found`.
 */
export async function getSecret(
  permit: Permit<'secret:list'>,
  id: string,
  consumers: readonly Consumer[],
): Promise<SecretDetails> {
  if (!isUuid(id)) throw new PosternError('not_found')
  const { organization, domain, domainIds, scopeId } = permit
  const organizationId = organization.id
  const [row] = await db().$queryRaw<DetailsRow[]>`
    SELECT ${listColumns}, o."versionsKept", o."editorsMayReveal", o."domainAdminsMayReveal", o."allowedDomainsRequired"
      FROM "Secret" s JOIN "Organization" o ON o."id" = s."organizationId"
     WHERE s."organizationId" = ${organizationId}::uuid AND s."id" = ${id}::uuid AND s."scopeId" = ${scopeId}::uuid`
  if (!row) throw new PosternError('not_found')
  const [versions, approved, lastUse, perDay, sentEarlier, places, callers] = await Promise.all([
    db().secretVersion.findMany({
      where: { organizationId, secretId: id },
      orderBy: { version: 'desc' },
      take: mostVersions,
      select: {
        version: true,
        createdAt: true,
        createdByName: true,
        allowedHosts: true,
        destroyedAt: true,
        sealedValue: true,
      },
    }),
    db().hostApproval.findMany({
      where: { organizationId, secretId: id, approvedAt: { not: null } },
      orderBy: { host: 'asc' },
      take: mostApproved,
      select: { host: true, approvedAt: true, approvedByName: true },
    }),
    db().usageRecordSecret.findFirst({
      where: {
        organizationId,
        secretId: id,
        ...(domainIds && { usage: { domainId: { in: [...domainIds] } } }),
      },
      orderBy: { at: 'desc' },
      select: {
        usage: { select: { at: true, consumerName: true, host: true, outcome: true, status: true, durationMs: true } },
      },
    }),
    usesPerDay(permit, id),
    sentBefore(permit, id),
    placesOf(permit, { id, name: row.name, domainId: domain?.id ?? null }, consumers),
    callersOf(db(), { organizationId, id, domainIds }),
  ])
  const current = versions.find(({ version }) => version === row.currentVersion)
  const isStored = current?.sealedValue != null
  return {
    ...listItemOf(row, dayIn(organization.timeZone), organization.timeZone),
    domain: domain && { slug: domain.slug, name: domain.name },
    fingerprint: current?.sealedValue ? fingerprintOf(current.sealedValue) : '',
    allowedHosts: current?.allowedHosts ?? [],
    approvedHosts: approved.map(({ host, approvedAt, approvedByName }) => ({
      host,
      approvedAt: approvedAt?.toISOString() ?? '',
      approvedByName: approvedByName ?? '',
    })),
    versions: versions.map(
      ({ version, createdAt, createdByName, allowedHosts, destroyedAt }): VersionItem => ({
        version,
        createdAt: createdAt.toISOString(),
        createdByName,
        allowedHosts,
        state: destroyedAt ? 'destroyed' : version === row.currentVersion ? 'current' : 'kept',
      }),
    ),
    versionsKept: row.versionsKept,
    mayReveal: row.visibility === 'masked' && isStored && !row.archivedAt && mayRevealHere(permit, row),
    lastUsed: lastUse && { ...lastUse.usage, at: lastUse.usage.at.toISOString() },
    sentEarlier,
    usesPerDay: perDay,
    places,
    callers,
  }
}
