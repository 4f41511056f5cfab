import type { Permit } from '#lib/access/permit.ts'
import { isWithinReach, reachOf } from '#lib/access/reach.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { hostAllowed } from '#lib/host-rules/host-allowed.ts'
import type { SecretType } from '#lib/secrets/schema.ts'
import { searchCondition } from '#lib/secrets/search-condition.ts'
import { dayOf, secretStatus } from '#lib/secrets/secret-status.ts'
import type { SecretChoice, SecretChoices } from './schema.ts'

const dayMs = 24 * 60 * 60 * 1000

/** So many of the domain's, and of the organization's, at most. */
const mostOfEach = 20

type Row = {
  id: string
  domainId: string | null
  name: string
  type: SecretType
  purpose: 'any' | 'integration' | 'webhook'
  revokedAt: Date | null
  expiresOn: Date | null
  allowedHosts: string[]
  partNames: string[]
}

/**
 * What can be named in a text of the permit's domain: its own secrets and those of the organization which it does not
 * have a name before, none that is archived; usable ones first. Of a JSON secret the names of its keys, never a value.
 */
export async function listChoices(
  permit: Permit<'secret:list'>,
  { q, purpose, host }: { q: string; purpose: 'integration' | 'webhook'; host: string | null },
): Promise<SecretChoices> {
  const own = await found(permit, q, permit.domainId)
  const shared = await found(permit, q, null)
  const today = dayIn(permit.organization.timeZone)
  const url = host !== null && URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : null
  const choiceOf = (row: Row): SecretChoice => {
    const status = secretStatus({ ...row, archivedAt: null }, permit.organization.timeZone)
    return {
      id: row.id,
      name: row.name,
      level: row.domainId === null ? 'organization' : 'domain',
      type: row.type,
      status: status === 'archived' ? 'revoked' : status,
      daysLeft:
        status === 'active' && row.expiresOn ? (Date.parse(dayOf(row.expiresOn)) - Date.parse(today)) / dayMs : null,
      parts: row.type === 'username_password' ? ['#username', '#password'] : row.partNames,
      isAllowed: url && hostAllowed(row.allowedHosts, url),
      isWrongPurpose: row.purpose !== 'any' && row.purpose !== purpose,
      mayEdit: isWithinReach(reachOf(permit.actor), row),
    }
  }
  const isUsable = (choice: SecretChoice) =>
    choice.status === 'active' && choice.isAllowed !== false && !choice.isWrongPurpose
  const usableFirst = (rows: Row[]) =>
    rows
      .slice(0, mostOfEach)
      .map(choiceOf)
      .sort((a, b) => Number(isUsable(b)) - Number(isUsable(a)))
  return {
    items: [...usableFirst(own), ...usableFirst(shared)],
    isMore: own.length > mostOfEach || shared.length > mostOfEach,
    mayCreate: permit.may('secret:create'),
  }
}

/** By name, from the index of names. */
function found(permit: Permit<'secret:list'>, q: string, domainId: string | null): Promise<Row[]> {
  const { organization } = permit
  const scopeId = domainId ?? organization.id
  const isShadowed = Prisma.sql`EXISTS (SELECT 1 FROM "Secret" o
    WHERE o."organizationId" = s."organizationId" AND o."scopeId" = ${permit.domainId}::uuid AND o."nameLower" = s."nameLower")`
  return db().$queryRaw<Row[]>`
    SELECT s."id", s."domainId", s."name", s."type"::text AS "type", s."purpose"::text AS "purpose", s."revokedAt",
           s."expiresOn", coalesce(v."allowedHosts", '{}') AS "allowedHosts", coalesce(v."partNames", '{}') AS "partNames"
      FROM "Secret" s
      LEFT JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
     WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid AND s."archivedAt" IS NULL
       AND ${searchCondition(q)} AND ${domainId === null ? Prisma.sql`NOT ${isShadowed}` : Prisma.sql`true`}
     ORDER BY s."nameLower" COLLATE "C" LIMIT ${mostOfEach + 1}`
}
