import type { Tx } from '#lib/db/transaction.ts'
import { type Level, type Permission, type Role, roleMay, type TokenScope, tokenMay } from './permissions.ts'

/** Who acts: a person with the role that the permit is held by, an API token, the operator at the machine, or Postern itself. */
export type Actor =
  | { kind: 'person'; id: string; name: string; role: Role }
  | {
      kind: 'token'
      id: string
      name: string
      role: null
      scopes: readonly TokenScope[]
      /** Null: it holds for the organization and every domain of it. */
      domainId: string | null
    }
  | { kind: 'operator' | 'system'; id: null; name: string; role: null }

export type ActorKind = Actor['kind']

/** From where: for the change log. */
export type RequestOrigin = { address: string; program: string }

/** The organization, and the domain, that a permit holds for. */
export type PermitPlace = {
  organization: { id: string; slug: string; name: string; timeZone: string }
  domain: { id: string; slug: string; name: string } | null
  /** The domains that a permit for the organization reaches; null: every one. */
  domainIds?: readonly string[] | null
}

/**
 * The proof that somebody may do P in one place. Only lib/access/authorize.ts makes one, so a function that asks for
 * a permit cannot be called by code that forgot to authorize, and every query starts from the place it holds.
 */
export class Permit<P extends Permission> {
  readonly #issued = true
  readonly permission: P
  readonly actor: Actor
  readonly origin: RequestOrigin
  readonly organization: PermitPlace['organization']
  readonly domain: PermitPlace['domain']
  /**
   * The domains in which the actor may do this, for what spans several (activity, health, where used): null is every
   * one, now and later. Of a permit for one domain, that one.
   */
  readonly domainIds: readonly string[] | null

  protected constructor(permission: P, actor: Actor, place: PermitPlace, origin: RequestOrigin) {
    void this.#issued
    this.permission = permission
    this.actor = actor
    this.organization = place.organization
    this.domain = place.domain
    this.domainIds = place.domain ? [place.domain.id] : (place.domainIds ?? null)
    this.origin = origin
  }

  /** @internal Called by authorize() and authorizeJob() alone: see .dependency-cruiser.cjs. */
  static issue<P extends Permission>(permission: P, actor: Actor, place: PermitPlace, origin: RequestOrigin) {
    return new Permit(permission, actor, place, origin)
  }

  /** Whether the same actor may do something else in the same place: what an interface shows or leaves out. */
  may(permission: Permission): boolean {
    if (this.actor.kind === 'token') return tokenMay(this.actor, permission, this.level)
    return this.actor.role !== null && roleMay(this.actor.role, permission, this.level)
  }

  get level(): Level {
    return this.domain ? 'domain' : 'organization'
  }

  /** Whose secrets this is about: the domain's id, or the organization's for its own. */
  get scopeId(): string {
    return this.domain?.id ?? this.organization.id
  }

  /** The domain's id. Throws for a permit that was issued for the organization: a mistake of the caller. */
  get domainId(): string {
    if (!this.domain) throw new Error(`The permit ${this.permission} holds for no domain.`)
    return this.domain.id
  }
}

/** A permit inside a transaction: what a change needs. Opened by lib/changelog/run-change.ts, which also logs it. */
export class Scope<P extends Permission> extends Permit<P> {
  readonly tx: Tx

  private constructor(permit: Permit<P>, tx: Tx) {
    super(permit.permission, permit.actor, permit, permit.origin)
    this.tx = tx
  }

  /** @internal Called by runChange() alone. */
  static open<P extends Permission>(permit: Permit<P>, tx: Tx): Scope<P> {
    return new Scope(permit, tx)
  }
}
