import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

const mostNamed = 3

/**
 * The names of secrets whose current value has this hash, of those that the permit's holder may edit: in their own place,
 * and for who is an admin of the organization, in all of it. At most 3, the last one "others" where there are more.
 */
export async function findDuplicates(
  tx: Tx,
  { organization, scopeId, actor }: Permit<Permission>,
  valueHash: Uint8Array,
  exceptId: string,
): Promise<string[]> {
  const reachesAll = actor.role === 'owner' || actor.role === 'org_admin'
  const found = await tx.$queryRaw<{ name: string; scopeId: string; domainName: string | null }[]>`
    SELECT s."name", s."scopeId"::text AS "scopeId", d."name" AS "domainName"
      FROM "SecretVersion" v
      JOIN "Secret" s ON s."organizationId" = v."organizationId" AND s."id" = v."secretId" AND s."currentVersion" = v."version"
      LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
     WHERE v."organizationId" = ${organization.id}::uuid AND v."valueHash" = ${new Uint8Array(valueHash)}
       AND s."id" <> ${exceptId}::uuid ${reachesAll ? Prisma.empty : Prisma.sql`AND s."scopeId" = ${scopeId}::uuid`}
     ORDER BY s."nameLower", s."id" LIMIT ${mostNamed + 1}`
  const names = found.map((secret) =>
    secret.scopeId === scopeId ? secret.name : `${secret.name} (${secret.domainName ?? organization.name})`,
  )
  return names.length > mostNamed ? [...names.slice(0, mostNamed), 'others'] : names
}
