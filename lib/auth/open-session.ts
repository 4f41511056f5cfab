import { Prisma } from '#lib/db/generated/client.ts'
import { sessionHours, sessionIdleMinutes } from './session-lifetime.ts'

/** Beside the person `p`, how long their sessions may be: what the strictest of their organizations says. */
export const withPolicy = Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT min(o."sessionHours") AS "hours", min(o."sessionIdleMinutes") AS "minutes" FROM "Membership" m
      JOIN "Organization" o ON o."id" = m."organizationId"
     WHERE m."personId" = p."id" AND m."suspendedAt" IS NULL) policy ON true`

/** Whether the session `s` of the person `p` is somebody's at that moment: the one condition, wherever sessions are read. */
export const isOpen = (now: Date) => Prisma.sql`(
  s."endedAt" IS NULL AND p."suspendedAt" IS NULL AND s."expiresAt" > ${now}
  AND s."createdAt" > ${now}::timestamptz - make_interval(hours => coalesce(policy."hours", ${sessionHours})::int)
  AND s."lastSeenAt" > ${now}::timestamptz - make_interval(mins => coalesce(policy."minutes", ${sessionIdleMinutes})::int))`
