import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { SecretType } from './schema.ts'

/** A secret that has one of the values, by the hex of the value's hash. */
export type StoredValue = {
  hash: string
  name: string
  type: SecretType
  isArchived: boolean
  scopeId: string
  domainName: string | null
}

/** One more than are named. */
const mostOfEach = 4

/**
 * The secrets whose current value has one of the hashes, of those that the permit's holder may edit: in their own place,
 * and for who is an admin of the organization, in all of it. At most 4 of each hash, by name.
 */
export async function storedValues(
  tx: Tx,
  { organization, scopeId, actor }: Permit<Permission>,
  hashes: readonly Uint8Array<ArrayBuffer>[],
  exceptId: string | null = null,
): Promise<StoredValue[]> {
  if (hashes.length === 0) return []
  const reachesAll = actor.role === 'owner' || actor.role === 'org_admin'
  return tx.$queryRaw<StoredValue[]>`
    SELECT encode(h."hash", 'hex') AS "hash", f."name", f."type"::text AS "type", f."isArchived",
           f."scopeId"::text AS "scopeId", f."domainName"
      FROM (VALUES ${Prisma.join(hashes.map((hash) => Prisma.sql`(${hash}::bytea)`))}) AS h("hash")
     CROSS JOIN LATERAL (
       SELECT s."name", s."nameLower", s."id", s."type", s."archivedAt" IS NOT NULL AS "isArchived", s."scopeId",
              d."name" AS "domainName"
         FROM "SecretVersion" v
         JOIN "Secret" s ON s."organizationId" = v."organizationId" AND s."id" = v."secretId" AND s."currentVersion" = v."version"
         LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
        WHERE v."organizationId" = ${organization.id}::uuid AND v."valueHash" = h."hash"
          ${exceptId === null ? Prisma.empty : Prisma.sql`AND s."id" <> ${exceptId}::uuid`}
          ${reachesAll ? Prisma.empty : Prisma.sql`AND s."scopeId" = ${scopeId}::uuid`}
        ORDER BY s."nameLower", s."id" LIMIT ${mostOfEach}) f
     ORDER BY f."nameLower", f."id"`
}
