import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { isHeldAt, type Level, type Permission, type Role, roleLabels, roleMay } from './permissions.ts'
import { Permit, type PermitPlace, type RequestOrigin } from './permit.ts'
import { roleInDomain, roleInOrganization } from './role-in.ts'

/** A person who is signed in, as lib/auth found them. */
export type SignedInPerson = { personId: string; name: string }

/** Where somebody wants to act, by the slugs of the address. */
export type PlaceSlugs = { organization: string; domain?: string | undefined }

/** Somebody who may see the place may not do this in it: what the change log says of the refusal. */
export class NotPermitted extends PosternError {
  readonly refused: Permit<'organization:view'>
  readonly permission: Permission

  constructor(permission: Permission, refused: Permit<'organization:view'>) {
    const role = refused.actor.role && roleLabels[refused.actor.role]
    super(
      'not_permitted',
      `Nothing was changed. ${role ? `Your role here, ${role},` : 'Your role'} does not allow this. Ask ${refused.domain ? 'an Owner, an Org Admin or a Domain Admin of this domain' : 'an Owner or an Org Admin'}.`,
    )
    this.permission = permission
    this.refused = refused
  }
}

/**
 * A permit for `permission` in the place that the slugs name, from what the database says now. Throws `not_found` if
 * the place does not exist for this person, whoever else it exists for, and NotPermitted if they may see the place
 * but not do this.
 */
export async function authorize<P extends Permission>(
  person: SignedInPerson,
  permission: P,
  slugs: PlaceSlugs,
  origin: RequestOrigin,
): Promise<Permit<P>> {
  // PostgreSQL refuses a text with NUL, and no slug has one.
  if (`${slugs.organization}${slugs.domain ?? ''}`.includes('\0')) throw new PosternError('not_found')
  const level: Level = slugs.domain === undefined ? 'organization' : 'domain'
  if (!isHeldAt(permission, level)) throw new PosternError('not_found')
  const membership = await db().membership.findFirst({
    where: { personId: person.personId, organization: { slug: slugs.organization }, person: { suspendedAt: null } },
    select: {
      role: true,
      organization: { select: { id: true, slug: true, name: true, timeZone: true } },
      domains: {
        where: { domain: { archivedAt: null, ...(slugs.domain !== undefined && { slug: slugs.domain }) } },
        select: { role: true, domainId: true },
      },
    },
  })
  if (!membership) throw new PosternError('not_found')
  const { organization, domains: memberships } = membership
  const actor = (role: Role) => ({ kind: 'person' as const, id: person.personId, name: person.name, role })

  if (slugs.domain === undefined) {
    const role = roleInOrganization(membership.role, memberships)
    // Who has no role at all sees nothing, and what is not seen does not exist.
    if (role === 'member' && !roleMay(role, permission, level)) throw new PosternError('not_found')
    const reached = memberships.filter((each) => roleMay(each.role, permission, level))
    const domainIds = membership.role === 'member' ? reached.map((each) => each.domainId) : null
    return issue(permission, actor(role), { organization, domain: null, domainIds }, origin)
  }
  const domain = await db().domain.findFirst({
    where: { organizationId: organization.id, slug: slugs.domain, archivedAt: null },
    select: { id: true, slug: true, name: true },
  })
  const role = domain && roleInDomain(membership.role, memberships)
  if (!role) throw new PosternError('not_found')
  return issue(permission, actor(role), { organization, domain }, origin)
}

function issue<P extends Permission>(
  permission: P,
  actor: { kind: 'person'; id: string; name: string; role: Role },
  place: PermitPlace,
  origin: RequestOrigin,
): Permit<P> {
  if (!roleMay(actor.role, permission, place.domain ? 'domain' : 'organization')) {
    throw new NotPermitted(permission, Permit.issue('organization:view', actor, place, origin))
  }
  return Permit.issue(permission, actor, place, origin)
}

/** A permit for work that no person asked for: the operator's commands and Postern's own jobs. */
export function authorizeJob<P extends Permission>(
  kind: 'operator' | 'system',
  permission: P,
  place: PermitPlace,
  origin: RequestOrigin = { address: '', program: 'postern' },
): Permit<P> {
  const name = kind === 'operator' ? 'Operator' : 'Postern'
  return Permit.issue(permission, { kind, id: null, name, role: null }, place, origin)
}

/**
 * A permit for what came in at a workflow's webhook, in its name: `workflow:run` once its signature was verified, which is
 * the proof (lib/workflows/receive-delivery.ts alone asks for one), and `domain:view` to log a delivery that was refused.
 */
export function authorizeDelivery<P extends 'workflow:run' | 'domain:view'>(
  permission: P,
  workflow: { name: string },
  place: PermitPlace & { domain: NonNullable<PermitPlace['domain']> },
  origin: RequestOrigin,
): Permit<P> {
  const name = `Inbound webhook of ${workflow.name}`
  return Permit.issue(permission, { kind: 'system', id: null, name, role: null }, place, origin)
}
