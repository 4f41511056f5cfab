import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { dayIn } from '#lib/core/clock.ts'
import { db } from '#lib/db/client.ts'
import { dateOf } from '#lib/secrets/expiry.ts'
import { dayOf } from '#lib/secrets/secret-status.ts'
import { farthest } from './distances.ts'

export type ReminderItem = {
  id: string
  name: string
  /** Null: a secret of the organization. */
  domain: { slug: string; name: string } | null
  /** `YYYY-MM-DD`, its last usable day. */
  expiresOn: string
  /** 0: today is its last day. */
  daysLeft: number
}

const mostListed = 20
const dayMs = 24 * 60 * 60 * 1000

/**
 * The usable secrets with 30 days or less left, soonest first: of the domains that the permit reaches and, for those
 * who reach every one, the organization's own.
 */
export async function listReminders(permit: Permit<Permission>): Promise<ReminderItem[]> {
  const { organization, domainIds } = permit
  const today = dateOf(dayIn(organization.timeZone)) as Date
  const rows = await db().secret.findMany({
    where: {
      organizationId: organization.id,
      archivedAt: null,
      revokedAt: null,
      expiresOn: { gte: today, lte: new Date(today.getTime() + farthest * dayMs) },
      ...(domainIds === null
        ? { OR: [{ domainId: null }, { domain: { archivedAt: null } }] }
        : { scopeId: { in: [...domainIds] }, domain: { archivedAt: null } }),
    },
    select: { id: true, name: true, expiresOn: true, domain: { select: { slug: true, name: true } } },
    orderBy: [{ expiresOn: 'asc' }, { nameLower: 'asc' }, { id: 'asc' }],
    take: mostListed,
  })
  return rows.map(({ expiresOn, ...row }) => ({
    ...row,
    expiresOn: dayOf(expiresOn as Date),
    daysLeft: Math.round(((expiresOn as Date).getTime() - today.getTime()) / dayMs),
  }))
}
