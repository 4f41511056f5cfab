import { Prisma } from '#lib/db/generated/client.ts'
import type { ListStatus, SecretQuery } from './schema.ts'

/** Active, with so many days or less left. */
const expiringDays = 7

/** The condition for a filter of the list on a secret (`s`); `today` is the organization's, `YYYY-MM-DD`. */
export function statusCondition(status: ListStatus, today: string): Prisma.Sql {
  if (status === 'archived') return Prisma.sql`s."archivedAt" IS NOT NULL`
  if (status === 'all') return Prisma.sql`s."archivedAt" IS NULL`
  if (status === 'revoked') return Prisma.sql`s."archivedAt" IS NULL AND s."revokedAt" IS NOT NULL`
  const inUse = Prisma.sql`s."archivedAt" IS NULL AND s."revokedAt" IS NULL`
  if (status === 'expired') return Prisma.sql`${inUse} AND s."expiresOn" < ${today}::date`
  if (status === 'active') return Prisma.sql`${inUse} AND (s."expiresOn" IS NULL OR s."expiresOn" >= ${today}::date)`
  return Prisma.sql`${inUse} AND s."expiresOn" BETWEEN ${today}::date AND ${today}::date + ${expiringDays}::int`
}

/** The condition for type and tab; a secret for any purpose stands under both tabs. */
export function narrowedCondition({ type, purpose }: Pick<SecretQuery, 'type' | 'purpose'>): Prisma.Sql {
  const ofType = type ? Prisma.sql`s."type" = ${type}::"SecretType"` : Prisma.sql`true`
  if (!purpose) return ofType
  return Prisma.sql`${ofType} AND s."purpose" IN ('any', ${purpose}::"SecretPurpose")`
}
