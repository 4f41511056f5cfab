import type { Permit } from '#lib/access/permit.ts'
import { secondFactors } from '#lib/access/sign-in-policy.ts'
import { isOpen, withPolicy } from '#lib/auth/open-session.ts'
import { clock } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import type { SignInGroup, SignInMembers } from './schema.ts'

/** The members of an organization who have open sessions, and how those were opened: numbers, and nobody's name. */
export function countSignIns({ organization: { id } }: Permit<'policy:view'>): Promise<SignInGroup[]> {
  const now = clock.now()
  return db().$queryRaw<SignInGroup[]>`
    SELECT count(*)::int AS "members", "ageMinutes", "idleMinutes", "hasSecondFactor", "hasSso"
      FROM (SELECT floor(extract(epoch FROM ${now}::timestamptz - min(s."createdAt")) / 60)::int AS "ageMinutes",
                   floor(extract(epoch FROM ${now}::timestamptz - min(s."lastSeenAt")) / 60)::int AS "idleMinutes",
                   bool_and(s."factors" && ${secondFactors}::text[]) AS "hasSecondFactor",
                   bool_and('sso' = ANY(s."factors")) AS "hasSso"
              FROM "Membership" b
              JOIN "Person" p ON p."id" = b."personId"
              JOIN "Session" s ON s."personId" = p."id"
              ${withPolicy}
             WHERE b."organizationId" = ${id}::uuid AND b."suspendedAt" IS NULL AND ${isOpen(now)}
             GROUP BY p."id") each
     GROUP BY 2, 3, 4, 5 ORDER BY 2, 3`
}

/** How many members there are, and how many have neither set up a second factor nor single sign-on with one of these issuers. */
export async function countSignInMembers(
  { organization: { id } }: Permit<'policy:view'>,
  issuers: readonly string[],
): Promise<SignInMembers> {
  const [row] = await db().$queryRaw<SignInMembers[]>`
    SELECT count(*)::int AS "all",
           count(*) FILTER (WHERE NOT "hasSso" AND NOT "hasFactor")::int AS "withoutSecondFactor",
           count(*) FILTER (WHERE NOT "hasSso")::int AS "withoutSso"
      FROM (SELECT EXISTS (SELECT 1 FROM "FederatedIdentity" f
                            WHERE f."personId" = p."id" AND f."issuer" = ANY(${[...issuers]}::text[])) AS "hasSso",
                   p."sealedTotp" IS NOT NULL
                     OR EXISTS (SELECT 1 FROM "Passkey" k WHERE k."personId" = p."id") AS "hasFactor"
              FROM "Membership" b JOIN "Person" p ON p."id" = b."personId"
             WHERE b."organizationId" = ${id}::uuid AND b."suspendedAt" IS NULL) each`
  return row ?? { all: 0, withoutSecondFactor: 0, withoutSso: 0 }
}
