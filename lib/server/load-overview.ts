import type { Permit } from '#lib/access/permit.ts'
import { rootKeyBackup } from '#lib/auth/root-key-backup.ts'
import { db } from '#lib/db/client.ts'

/** What an organization's first page shows. */
export type Overview = {
  /** The domains that the person may see, with what is in them; archived secrets are not counted. */
  domains: { slug: string; name: string; secrets: number; integrations: number }[]
  /** Where the first steps stand, for whoever can take them; null for others. */
  setUp: {
    ownerName: string
    rootKey: { place: string; fingerprint: string } | null
    hasSecret: boolean
    hasSent: boolean
  } | null
}

/** What exists in an organization, and, for its owner and Org Admins, which of the first steps are done. */
export async function loadOverview(permit: Permit<'organization:view'>): Promise<Overview> {
  const { actor, organization } = permit
  const isAdmin = actor.role === 'owner' || actor.role === 'org_admin'
  const found = await db().domain.findMany({
    where: {
      organizationId: organization.id,
      archivedAt: null,
      ...(!isAdmin && { memberships: { some: { personId: actor.id ?? '' } } }),
    },
    select: {
      slug: true,
      name: true,
      _count: { select: { secrets: { where: { archivedAt: null } }, integrations: true } },
    },
    orderBy: { name: 'asc' },
  })
  const domains = found.map(({ slug, name, _count }) => ({ slug, name, ..._count }))
  return { domains, setUp: isAdmin ? await setUpOf(permit) : null }
}

async function setUpOf({ actor, organization }: Permit<'organization:view'>): Promise<Overview['setUp']> {
  const where = { organizationId: organization.id }
  const [owner, secret, sent, rootKey] = await Promise.all([
    db().membership.findFirst({ where: { ...where, role: 'owner' }, select: { person: { select: { name: true } } } }),
    db().secret.findFirst({ where, select: { id: true } }),
    db().usageRecord.findFirst({ where: { ...where, outcome: 'answered' }, select: { id: true } }),
    actor.id ? rootKeyBackup(actor.id) : null,
  ])
  return {
    ownerName: owner?.person.name ?? '',
    rootKey: rootKey && {
      place:
        rootKey.location.kind === 'file' ? rootKey.location.path : `the environment variable ${rootKey.location.name}`,
      fingerprint: rootKey.fingerprint,
    },
    hasSecret: secret !== null,
    hasSent: sent !== null,
  }
}
