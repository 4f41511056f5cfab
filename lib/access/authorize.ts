import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { heldFor, type Permission, roleLabels, roleMay } from './permissions.ts'
import { Permit, type PermitPlace, type RequestOrigin } from './permit.ts'
import { roleIn } from './role-in.ts'

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
      `Nothing was changed. ${role ? `Your role here, ${role},` : 'Your role'} does not allow this. Ask an Owner, an Org Admin or a Domain Admin of this domain.`,
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
  const membership = await db().membership.findFirst({
    where: { personId: person.personId, organization: { slug: slugs.organization }, person: { suspendedAt: null } },
    select: {
      role: true,
      organization: {
        select: {
          id: true,
          slug: true,
          name: true,
          timeZone: true,
          domains: {
            where: { slug: slugs.domain ?? '', archivedAt: null },
            select: {
              id: true,
              slug: true,
              name: true,
              memberships: { where: { personId: person.personId }, select: { role: true } },
            },
          },
        },
      },
    },
  })
  if (!membership) throw new PosternError('not_found')

  const { domains, ...organization } = membership.organization
  const found = slugs.domain === undefined ? null : (domains[0] ?? null)
  if ((heldFor(permission) === 'domain') !== (found !== null)) throw new PosternError('not_found')

  const role = roleIn(membership.role, found)
  if (!role) throw new PosternError('not_found')

  const place: PermitPlace = { organization, domain: found && { id: found.id, slug: found.slug, name: found.name } }
  const actor = { kind: 'person' as const, id: person.personId, name: person.name, role }
  if (!roleMay(role, permission)) {
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
