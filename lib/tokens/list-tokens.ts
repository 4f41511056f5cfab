import type { Permission, TokenScope } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { expiresSoonDays, type TokenItem, type TokenList, type TokenStatus } from './schema.ts'

const soonMs = expiresSoonDays * 24 * 60 * 60 * 1000
/** With revoked and expired ones, of which there may be any number: the newest. */
const mostListed = 500

const columns = {
  id: true,
  name: true,
  ending: true,
  scopes: true,
  createdAt: true,
  createdByName: true,
  expiresAt: true,
  revokedAt: true,
  revokedByName: true,
  lastUsedAt: true,
  lastUsedAddress: true,
} as const

type Row = Omit<TokenItem, 'scopes' | 'status' | 'expiresSoon' | keyof Times> & { scopes: string[] } & Times
type Times = { createdAt: Date; expiresAt: Date | null; revokedAt: Date | null; lastUsedAt: Date | null }

/**
 * The tokens of the permit's domain, or of the organization: those that hold first, then the newest first. No hash, no
 * text. A page that shows other things too has another permit: then throws `not_permitted` to who may not list them.
 */
export async function listTokens(permit: Permit<Permission>): Promise<TokenList> {
  if (!permit.may('token:list')) throw new PosternError('not_permitted')
  const organizationId = permit.organization.id
  const now = clock.now()
  const [rows, ofOrganization] = await Promise.all([
    db().apiToken.findMany({
      where: { organizationId, domainId: permit.domain?.id ?? null },
      select: columns,
      orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
      take: mostListed,
    }),
    permit.domain
      ? db().apiToken.count({
          where: {
            organizationId,
            domainId: null,
            revokedAt: null,
            OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
          },
        })
      : 0,
  ])
  const items = rows.map((row) => itemOf(row, now))
  return {
    items: [...items.filter(({ status }) => status === 'active'), ...items.filter(({ status }) => status !== 'active')],
    ofOrganization,
  }
}

function itemOf(row: Row, now: Date): TokenItem {
  const status = statusOf(row, now)
  const textOf = (at: Date | null) => at?.toISOString() ?? null
  return {
    ...row,
    scopes: row.scopes as TokenScope[],
    status,
    expiresSoon: status === 'active' && row.expiresAt !== null && row.expiresAt.getTime() - now.getTime() <= soonMs,
    createdAt: row.createdAt.toISOString(),
    expiresAt: textOf(row.expiresAt),
    revokedAt: textOf(row.revokedAt),
    lastUsedAt: textOf(row.lastUsedAt),
  }
}

const statusOf = ({ revokedAt, expiresAt }: Row, now: Date): TokenStatus =>
  revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'active'
