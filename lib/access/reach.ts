import { type Role, roleMay, tokenMay } from './permissions.ts'
import type { Actor } from './permit.ts'

/** Whose secrets somebody may change: of the organization and every domain, of one domain, or none. */
export type Reach = 'organization' | 'domain' | 'none'

/**
 * The reach of whoever acts: a person by their role, a token by its scopes and where it is. The operator and Postern
 * itself act for nobody but the owner of the machine.
 */
export function reachOf(actor: Actor): Reach {
  const may = (level: 'organization' | 'domain') =>
    actor.kind === 'token' ? tokenMay(actor, 'secret:edit', level) : roleMayEdit(actor.role, level)
  if (may('organization')) return 'organization'
  return may('domain') ? 'domain' : 'none'
}

const roleMayEdit = (role: Role | null, level: 'organization' | 'domain') =>
  role === null || roleMay(role, 'secret:edit', level)

/** Whether a reach holds for a secret: `domainId` is null for one of the organization. */
export function isWithinReach(reach: Reach, { domainId }: { domainId: string | null }): boolean {
  return reach === 'organization' || (reach === 'domain' && domainId !== null)
}

/** The reach that two people have together, of whom each has set a part: that of the lesser. */
export const lesserReach = (one: Reach, other: Reach): Reach =>
  order[Math.min(order.indexOf(one), order.indexOf(other))] ?? 'none'

const order: readonly Reach[] = ['none', 'domain', 'organization']
