import { authorizeAlso } from '#lib/access/authorize.ts'
import type { Permit } from '#lib/access/permit.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { env } from '#lib/core/env.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { countUrgent } from '#lib/health/count-urgent.ts'
import { listStops } from '#lib/stops/list-stops.ts'
import type { Stops } from '#lib/stops/schema.ts'

/** What stands around every page of the console. */
export type Frame = {
  /** `hasSso`: single sign-on is set up here. */
  person: { name: string; email: string; hasSso: boolean }
  organization: { slug: string; name: string }
  organizations: { slug: string; name: string }[]
  /** The domains of this organization that the person may see. */
  domains: { slug: string; name: string }[]
  /** What the organization lays down for its secrets: what forms and dialogs say of it. */
  policies: {
    retentionDays: number
    versionsKept: number
    allowedDomainsRequired: boolean
    hostApprovalRequired: boolean
  }
  /** The organization's pages that exist for this person. */
  rights: {
    maySeeSecrets: boolean
    maySeeHealth: boolean
    maySeeActivity: boolean
    maySeeMembers: boolean
    maySeeDomains: boolean
    mayEditPolicies: boolean
  }
  /** How many secrets have expired or are about to, of those whose health this person sees; at most 100 are counted. */
  urgent: number
  /** What is stopped: the organization, or domains that the person may see. */
  stops: Stops
}

/** The frame for the person whom a permit was given to. Throws `unauthenticated` if the session ended meanwhile. */
export async function loadFrame(permit: Permit<'organization:view'>): Promise<Frame> {
  const person = await currentPerson()
  if (!person) throw new PosternError('unauthenticated')
  const isAdmin = permit.actor.role === 'owner' || permit.actor.role === 'org_admin'
  const [memberships, domains, policies, urgent, stops] = await Promise.all([
    db().membership.findMany({
      where: { personId: person.personId, suspendedAt: null },
      select: { organization: { select: { slug: true, name: true } } },
      orderBy: { organization: { name: 'asc' } },
    }),
    db().domain.findMany({
      where: {
        organizationId: permit.organization.id,
        archivedAt: null,
        ...(!isAdmin && { memberships: { some: { personId: person.personId } } }),
      },
      select: { slug: true, name: true },
      orderBy: { name: 'asc' },
    }),
    db().organization.findUniqueOrThrow({
      where: { id: permit.organization.id },
      select: { retentionDays: true, versionsKept: true, allowedDomainsRequired: true, hostApprovalRequired: true },
    }),
    permit.may('health:view') ? countUrgent(await authorizeAlso(permit, 'health:view')) : 0,
    listStops(permit),
  ])
  return {
    person: { name: person.name, email: person.email, hasSso: env().sso !== null },
    organization: { slug: permit.organization.slug, name: permit.organization.name },
    organizations: memberships.map((membership) => membership.organization),
    domains,
    policies,
    urgent,
    stops,
    rights: {
      maySeeSecrets: permit.may('secret:list'),
      maySeeHealth: permit.may('health:view'),
      maySeeActivity: permit.may('activity:view'),
      maySeeMembers: permit.may('member:list'),
      maySeeDomains: permit.may('domain:list'),
      mayEditPolicies: permit.may('policy:edit'),
    },
  }
}
