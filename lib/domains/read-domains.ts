import type { Permit } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import { countContents } from './count-contents.ts'
import type { DomainDetails, DomainItem, DomainList } from './schema.ts'

const columns = {
  id: true,
  slug: true,
  name: true,
  createdAt: true,
  archivedAt: true,
  rowVersion: true,
  _count: {
    select: {
      // Who is an Owner or an Org Admin by now keeps no role of a domain that counts.
      memberships: { where: { membership: { role: 'member', suspendedAt: null } } },
      secrets: { where: { archivedAt: null } },
      integrations: true,
    },
  },
} as const

/** Every domain of the organization by name, those that are archived last. */
export async function listDomains({ organization }: Permit<'domain:list'>): Promise<DomainList> {
  const rows = await db().domain.findMany({
    where: { organizationId: organization.id },
    select: columns,
    orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }],
  })
  return { items: rows.map(itemOf) }
}

/** One domain, and what is in it that acts. Throws `not_found`. */
export async function readDomain({ organization }: Permit<'domain:list'>, id: string): Promise<DomainDetails> {
  if (!z.uuid().safeParse(id).success) throw new PosternError('not_found')
  const row = await db().domain.findFirst({ where: { organizationId: organization.id, id }, select: columns })
  if (!row) throw new PosternError('not_found')
  const contents = await countContents(db(), { organizationId: organization.id, domainId: id })
  return { ...itemOf(row), contents }
}

type Row = Pick<DomainItem, 'id' | 'slug' | 'name' | 'rowVersion'> & {
  createdAt: Date
  archivedAt: Date | null
  _count: { memberships: number; secrets: number; integrations: number }
}

function itemOf({ _count, createdAt, archivedAt, ...row }: Row): DomainItem {
  const { memberships: members, secrets, integrations } = _count
  return {
    ...row,
    members,
    secrets,
    integrations,
    createdAt: createdAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  }
}
