import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/**
 * The condition that a secret (`s`, with its domain `d` joined if it has one) stands where the permit reaches: of
 * organization admins everywhere but in archived domains, of others in the domains they administer; in one domain alone
 * if `domainId` is given.
 */
export function reachedSecrets(permit: Permit<Permission>, domainId?: string): Prisma.Sql {
  const ofOrganization = Prisma.sql`s."organizationId" = ${permit.organization.id}::uuid
    AND (s."domainId" IS NULL OR d."archivedAt" IS NULL)`
  const { domainIds } = permit
  const isReached = domainIds === null ? Prisma.sql`true` : Prisma.sql`s."domainId" = ANY(${[...domainIds]}::uuid[])`
  const isChosen = domainId === undefined ? Prisma.sql`true` : Prisma.sql`s."domainId" = ${domainId}::uuid`
  return Prisma.sql`${ofOrganization} AND ${isReached} AND ${isChosen}`
}

/** Secrets in use, with their domain and current version: what every finding is about. */
export const secretsInUse = Prisma.sql`"Secret" s
  LEFT JOIN "Domain" d ON d."organizationId" = s."organizationId" AND d."id" = s."domainId"
  JOIN "SecretVersion" v ON v."organizationId" = s."organizationId" AND v."secretId" = s."id"
    AND v."version" = s."currentVersion"`
