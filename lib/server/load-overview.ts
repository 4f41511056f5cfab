import { authorizeAlso } from '#lib/access/authorize.ts'
import type { Permit } from '#lib/access/permit.ts'
import { rootKeyBackup } from '#lib/auth/root-key-backup.ts'
import { db } from '#lib/db/client.ts'
import { listReminders, type ReminderItem } from '#lib/reminders/list-reminders.ts'
import { countSenders } from '#lib/stops/count-senders.ts'
import type { SendsOfDay } from '#lib/usages/schema.ts'
import { sendsPerDay } from '#lib/usages/sends-per-day.ts'

/** What an organization's first page shows. */
export type Overview = {
  /** The domains that the person may see, with what is in them; archived secrets are not counted. */
  domains: { slug: string; name: string; secrets: number; integrations: number }[]
  /** The organization's own secrets that are not archived; null for whoever sees none. */
  organizationSecrets: number | null
  /** What expires within 30 days, of what the person sees. */
  reminders: ReminderItem[]
  /** What a stop of all sends would keep from sending; null for whoever may not stop them. */
  senders: { integrations: number; requests: number } | null
  /** What came of the sends of the last 14 days, of the domains whose sends the person sees; null for whoever sees none. */
  sends: SendsOfDay[] | null
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
  const seesSecrets = permit.may('secret:list')
  const [found, organizationSecrets, reminders, senders, sends, setUp] = await Promise.all([
    domainsOf(permit),
    seesSecrets
      ? db().secret.count({ where: { organizationId: organization.id, domainId: null, archivedAt: null } })
      : null,
    listReminders(permit),
    permit.may('sends:stop') ? countSenders(permit) : null,
    permit.may('sends:list') ? sendsOf(permit) : null,
    isAdmin ? setUpOf(permit) : null,
  ])
  const domains = found.map(({ slug, name, _count }) => ({ slug, name, ..._count }))
  return { domains, organizationSecrets, reminders, senders, sends, setUp }
}

/** By a permit of its own: sends are seen in the domains that somebody administers, which may be fewer than theirs. */
async function sendsOf(permit: Permit<'organization:view'>): Promise<SendsOfDay[] | null> {
  return permit.actor.kind === 'person' ? sendsPerDay(await authorizeAlso(permit, 'sends:list')) : null
}

function domainsOf({ organization, domainIds }: Permit<'organization:view'>) {
  return db().domain.findMany({
    where: {
      organizationId: organization.id,
      archivedAt: null,
      ...(domainIds && { id: { in: [...domainIds] } }),
    },
    select: {
      slug: true,
      name: true,
      _count: { select: { secrets: { where: { archivedAt: null } }, integrations: true } },
    },
    orderBy: { name: 'asc' },
  })
}

async function setUpOf({ actor, organization }: Permit<'organization:view'>): Promise<Overview['setUp']> {
  const where = { organizationId: organization.id }
  const [owner, secret, sent, sentEarlier, rootKey] = await Promise.all([
    db().membership.findFirst({ where: { ...where, role: 'owner' }, select: { person: { select: { name: true } } } }),
    db().secret.findFirst({ where, select: { id: true } }),
    db().usageRecord.findFirst({ where: { ...where, outcome: 'answered' }, select: { id: true } }),
    db().usageDay.findFirst({ where, select: { day: true } }),
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
    hasSent: sent !== null || sentEarlier !== null,
  }
}
