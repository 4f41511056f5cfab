import type { Permit } from '#lib/access/permit.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/**
 * The members and the pending invitations that a permit reaches, a row each (MemberRow), with the roles that it reaches.
 * The reach stands in the query itself: whom it does not hold is in no row.
 */
export function peopleOf({ organization, domainIds }: Permit<'member:list'>): Prisma.Sql {
  const isEverywhere = domainIds === null
  const reach = [...(domainIds ?? [])]
  const reached = (id: Prisma.Sql) => Prisma.sql`(${isEverywhere} OR ${id} = ANY(${reach}::uuid[]))`
  const organizationId = organization.id
  return Prisma.sql`
    SELECT 'member' AS "kind", p."id", lower(p."name") AS "sort", p."name", p."email", m."role"::text AS "role",
           CASE WHEN m."suspendedAt" IS NULL AND p."suspendedAt" IS NULL THEN 'active' ELSE 'suspended' END AS "status",
           m."rowVersion", held."domains",
           (p."sealedTotp" IS NOT NULL OR EXISTS (SELECT FROM "Passkey" k WHERE k."personId" = p."id")) AS "hasSecondFactor",
           (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."personId" = p."id") AS "lastSeenAt",
           NULL::timestamptz AS "invitedAt", '' AS "invitedByName", NULL::timestamptz AS "expiresAt",
           true AS "isWithin"
      FROM "Membership" m JOIN "Person" p ON p."id" = m."personId"
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_object('domainId', d."id", 'domainName', d."name", 'role', dm."role")
                ORDER BY d."name", d."id"), '[]') AS "domains"
         FROM "DomainMembership" dm
         JOIN "Domain" d ON d."organizationId" = dm."organizationId" AND d."id" = dm."domainId" AND d."archivedAt" IS NULL
        WHERE dm."organizationId" = m."organizationId" AND dm."personId" = m."personId"
          AND ${reached(Prisma.sql`d."id"`)}) held
     WHERE m."organizationId" = ${organizationId}::uuid
       AND (${isEverywhere} OR (m."role" = 'member' AND held."domains" <> '[]'))
    UNION ALL
    SELECT 'invitation', i."id", i."email", '', i."email", i."role"::text, 'invited', 0, given."domains", false, NULL,
           i."createdAt", i."createdByName", i."expiresAt",
           (${isEverywhere} OR (i."role" = 'member' AND jsonb_array_length(given."domains") = jsonb_array_length(i."domains")))
      FROM "Invitation" i
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_object('domainId', d."id", 'domainName', d."name", 'role', g."role")
                ORDER BY d."name", d."id"), '[]') AS "domains"
         FROM jsonb_to_recordset(i."domains") AS g("domainId" uuid, "role" text)
         JOIN "Domain" d ON d."organizationId" = i."organizationId" AND d."id" = g."domainId" AND d."archivedAt" IS NULL
        WHERE ${reached(Prisma.sql`d."id"`)}) given
     WHERE i."organizationId" = ${organizationId}::uuid AND i."acceptedAt" IS NULL AND i."withdrawnAt" IS NULL
       AND (${isEverywhere} OR (i."role" = 'member' AND given."domains" <> '[]'))`
}
