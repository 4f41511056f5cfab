import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import {
  isHeldAt,
  type Level,
  needsFreshSignIn,
  type Permission,
  type Role,
  roleLabels,
  roleMay,
  type TokenScope,
  tokenMay,
} from './permissions.ts'
import { type Actor, Permit, type PermitPlace, type RequestOrigin } from './permit.ts'
import { roleInDomain, roleInOrganization } from './role-in.ts'
import { assertSignInPolicy, type SessionProof } from './sign-in-policy.ts'

/** A person who is signed in, as lib/auth found them, and how. */
export type SignedInPerson = { personId: string; name: string; proof: SessionProof }

/** An API token that was presented and holds, as lib/tokens found it. */
export type PresentedToken = {
  tokenId: string
  name: string
  scopes: readonly TokenScope[]
  organization: PermitPlace['organization']
  /** Null: it is the organization's. */
  domain: PermitPlace['domain']
}

/** Where somebody wants to act, by the slugs of the address. */
export type PlaceSlugs = { organization: string; domain?: string | undefined }

/** Somebody who may see the place may not do this in it: what the change log says of the refusal. */
export class NotPermitted extends PosternError {
  readonly refused: Permit<'organization:view'>
  readonly permission: Permission

  constructor(permission: Permission, refused: Permit<'organization:view'>) {
    super('not_permitted', sentenceOf(refused))
    this.permission = permission
    this.refused = refused
  }
}

function sentenceOf({ actor, domain }: Permit<'organization:view'>): string {
  if (actor.kind === 'token')
    return 'Nothing was changed. This token does not have the scope, or not the place, that this takes.'
  const role = actor.role && roleLabels[actor.role]
  return `Nothing was changed. ${role ? `Your role here, ${role},` : 'Your role'} does not allow this. Ask ${domain ? 'an Owner, an Org Admin or a Domain Admin of this domain' : 'an Owner or an Org Admin'}.`
}

/**
 * A permit for `permission` in the place that the slugs name, from what the database says now. Throws `not_found` if
 * the place does not exist for this person, whoever else it exists for; NotPermitted if they may see the place but not
 * do this; `sso_required` or `second_factor_required` if they signed in otherwise than the organization asks for; and
 * `fresh_sign_in_required` if this takes a proof of who they are that is newer than theirs.
 */
export function authorize<P extends Permission>(
  person: SignedInPerson,
  permission: P,
  slugs: PlaceSlugs,
  origin: RequestOrigin,
): Promise<Permit<P>> {
  return permitFor(person, permission, slugs, origin, person.proof)
}

/**
 * A permit of the same organization for a person who holds one already, with the reach that this other permission has.
 * None for what takes a fresh sign-in. Throws as authorize().
 */
export function authorizeAlso<P extends Permission>(
  { actor, organization, origin }: Permit<Permission>,
  permission: P,
): Promise<Permit<P>> {
  if (actor.kind !== 'person') throw new Error('Only a person’s permit leads to another.')
  return permitFor(
    { personId: actor.id, name: actor.name },
    permission,
    { organization: organization.slug },
    origin,
    null,
  )
}

/** `proof` is null where the sign-in was judged with another permit of the same request. */
async function permitFor<P extends Permission>(
  person: { personId: string; name: string },
  permission: P,
  slugs: PlaceSlugs,
  origin: RequestOrigin,
  proof: SessionProof | null,
): Promise<Permit<P>> {
  // PostgreSQL refuses a text with NUL, and no slug has one.
  if (`${slugs.organization}${slugs.domain ?? ''}`.includes('\0')) throw new PosternError('not_found')
  const level: Level = slugs.domain === undefined ? 'organization' : 'domain'
  if (!isHeldAt(permission, level)) throw new PosternError('not_found')
  const membership = await db().membership.findFirst({
    where: {
      personId: person.personId,
      suspendedAt: null,
      organization: { slug: slugs.organization },
      person: { suspendedAt: null },
    },
    select: {
      role: true,
      organization: {
        select: { id: true, slug: true, name: true, timeZone: true, secondFactorRequired: true, ssoRequired: true },
      },
      domains: {
        where: { domain: { archivedAt: null, ...(slugs.domain !== undefined && { slug: slugs.domain }) } },
        select: { role: true, domainId: true },
      },
    },
  })
  if (!membership) throw new PosternError('not_found')
  const { domains: memberships } = membership
  const { secondFactorRequired, ssoRequired, ...organization } = membership.organization
  const actor = (role: Role) => ({ kind: 'person' as const, id: person.personId, name: person.name, role })
  const issueTo = (role: Role, place: PermitPlace) => {
    if (proof) assertSignInPolicy({ secondFactorRequired, ssoRequired }, proof)
    if (!roleMay(role, permission, level)) throw refusal(permission, actor(role), place, origin)
    if (needsFreshSignIn(permission) && !(proof && isFresh(proof))) throw new PosternError('fresh_sign_in_required')
    return Permit.issue(permission, actor(role), place, origin)
  }

  if (slugs.domain === undefined) {
    const role = roleInOrganization(membership.role, memberships)
    // Who has no role at all sees nothing, and what is not seen does not exist.
    if (role === 'member' && !roleMay(role, permission, level)) throw new PosternError('not_found')
    const reached = memberships.filter((each) => roleMay(each.role, permission, level))
    const domainIds = membership.role === 'member' ? reached.map((each) => each.domainId) : null
    return issueTo(role, { organization, domain: null, domainIds })
  }
  const domain = await findDomain(organization.id, slugs.domain)
  const role = domain && roleInDomain(membership.role, memberships)
  if (!role) throw new PosternError('not_found')
  return issueTo(role, { organization, domain })
}

/**
 * The same for an API token, in its own organization: in its domain, or, if it belongs to none, in each. Throws
 * `not_found` and NotPermitted as above.
 */
export async function authorizeToken<P extends Permission>(
  token: PresentedToken,
  permission: P,
  { domain: slug }: { domain?: string | undefined },
  origin: RequestOrigin,
): Promise<Permit<P>> {
  const { organization, scopes, name } = token
  const level: Level = slug === undefined ? 'organization' : 'domain'
  if (!isHeldAt(permission, level) || slug?.includes('\0')) throw new PosternError('not_found')
  const actor = {
    kind: 'token',
    id: token.tokenId,
    name,
    role: null,
    scopes,
    domainId: token.domain?.id ?? null,
  } as const
  const domain = slug === undefined ? null : await findDomain(organization.id, slug)
  if (slug !== undefined && (!domain || (token.domain && token.domain.id !== domain.id)))
    throw new PosternError('not_found')
  const place = { organization, domain, domainIds: token.domain ? [token.domain.id] : null }
  if (!tokenMay(actor, permission, level)) throw refusal(permission, actor, place, origin)
  return Permit.issue(permission, actor, place, origin)
}

const findDomain = (organizationId: string, slug: string) =>
  db().domain.findFirst({
    where: { organizationId, slug, archivedAt: null },
    select: { id: true, slug: true, name: true },
  })

const refusal = (permission: Permission, actor: Actor, place: PermitPlace, origin: RequestOrigin) =>
  new NotPermitted(permission, Permit.issue('organization:view', actor, place, origin))

/** So long after somebody has proven who they are, they need not do it again. OWASP ASVS 7.5.3. */
export const freshForMs = 15 * 60 * 1000

/** Whether a session's person has proven lately who they are. */
export const isFresh = ({ freshAt }: SessionProof): boolean => clock.now().getTime() - freshAt.getTime() < freshForMs

/**
 * Permits for entries that a person's own sign-in, account and sessions leave in the log of each of their organizations,
 * in the order of the organizations' ids: the log's heads are locked in it. They allow nothing else.
 */
export async function authorizeOwnEntries(
  person: { personId: string; name: string },
  origin: RequestOrigin,
): Promise<Permit<'organization:view'>[]> {
  const memberships = await db().membership.findMany({
    where: { personId: person.personId },
    select: {
      role: true,
      organization: { select: { id: true, slug: true, name: true, timeZone: true } },
      domains: { where: { domain: { archivedAt: null } }, select: { role: true } },
    },
    orderBy: { organizationId: 'asc' },
  })
  return memberships.map(({ role, organization, domains }) => {
    const actor = {
      kind: 'person',
      id: person.personId,
      name: person.name,
      role: roleInOrganization(role, domains),
    } as const
    return Permit.issue('organization:view', actor, { organization, domain: null }, origin)
  })
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
