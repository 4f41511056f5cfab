import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { Prisma, type Secret } from '#lib/db/generated/client.ts'
import { countLimit, type SecretCounts, type SecretQuery } from './schema.ts'
import { searchCondition } from './search-condition.ts'
import { dayOf, secretStatus } from './secret-status.ts'
import { narrowedCondition, statusCondition } from './status-condition.ts'

type Narrowed = Pick<SecretQuery, 'q' | 'type' | 'purpose'>

const ofEach = ['active', 'expiring', 'expired', 'revoked', 'archived'] as const

/** How many secrets stand under each filter, none counted further than to countLimit + 1; see SecretCounts. */
export async function countSecrets(permit: Permit<'secret:list'>, query: Narrowed): Promise<SecretCounts> {
  return query.q.trim() === '' ? countAll(permit, query) : countFound(permit, query)
}

async function countAll({ organization, scopeId }: Permit<'secret:list'>, query: Narrowed): Promise<SecretCounts> {
  const today = dayIn(organization.timeZone)
  const counts = ofEach.map(
    (status) => Prisma.sql`
      (SELECT count(*)::int FROM (
        SELECT 1 FROM "Secret" s
         WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid
           AND ${statusCondition(status, today)} AND ${narrowedCondition(query)} LIMIT ${countLimit + 1}) AS counted)
      AS ${Prisma.raw(`"${status}"`)}`,
  )
  const [counted] = await db().$queryRaw<[Record<(typeof ofEach)[number], number>]>`SELECT ${Prisma.join(counts)}`
  return { ...counted, all: Math.min(counted.active + counted.expired + counted.revoked, countLimit + 1) }
}

/** Under a search every hit is read once; where there are too many to read, only that there are many is known. */
async function countFound({ organization, scopeId }: Permit<'secret:list'>, query: Narrowed): Promise<SecretCounts> {
  const hits = await db().$queryRaw<Pick<Secret, 'archivedAt' | 'revokedAt' | 'expiresOn'>[]>`
    SELECT s."archivedAt", s."revokedAt", s."expiresOn" FROM "Secret" s
     WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid
       AND ${narrowedCondition(query)} AND ${searchCondition(query.q)} LIMIT ${countLimit + 1}`
  if (hits.length > countLimit)
    return { all: countLimit + 1, active: null, expiring: null, expired: null, revoked: null, archived: null }
  const today = dayIn(organization.timeZone)
  const inAWeek = dayOf(new Date(Date.parse(today) + 7 * 86_400_000))
  const of = (status: string) => hits.filter((hit) => secretStatus(hit, organization.timeZone) === status)
  const active = of('active')
  return {
    all: hits.length - of('archived').length,
    active: active.length,
    expiring: active.filter(({ expiresOn }) => expiresOn && dayOf(expiresOn) <= inAWeek).length,
    expired: of('expired').length,
    revoked: of('revoked').length,
    archived: of('archived').length,
  }
}
