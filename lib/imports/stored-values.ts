import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/** A secret that has one of the values, by the hex of the value's hash. */
export type StoredValue = { hash: string; name: string; scopeId: string; domainName: string | null }

/** One more than are named. */
const mostOfEach = 4

/** What findDuplicates() finds for one value, for many at once: secrets that the permit's holder may edit. */
export async function storedValues(
  { organization, scopeId, actor }: Permit<Permission>,
  hashes: readonly Uint8Array<ArrayBuffer>[],
): Promise<StoredValue[]> {
  if (hashes.length === 0) return []
  const reachesAll = actor.role === 'owner' || actor.role === 'org_admin'
  return db().$queryRaw<StoredValue[]>`
    SELECT encode(h."hash", 'hex') AS "hash", f."name", f."scopeId"::text AS "scopeId", f."domainName"
      FROM (VALUES ${Prisma.join(hashes.map((hash) => Prisma.sql`(${hash}::bytea)`))}) AS h("hash")
     CROSS JOIN LATERAL (
       SELECT s."name", s."nameLower", s."id", s."scopeId", d."name" AS "domainName"
         FROM "SecretVersion" v
         JOIN "Secret" s ON s."organizationId" = v."organizationId" AND s."id" = v."secretId" AND s."currentVersion" = v."version"
         LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
        WHERE v."organizationId" = ${organization.id}::uuid AND v."valueHash" = h."hash"
          ${reachesAll ? Prisma.empty : Prisma.sql`AND s."scopeId" = ${scopeId}::uuid`}
        ORDER BY s."nameLower", s."id" LIMIT ${mostOfEach}) f
     ORDER BY f."nameLower", f."id"`
}
