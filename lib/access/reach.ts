import { type Role, roleMay } from './permissions.ts'

/** Whose secrets somebody may change: of the organization and every domain, of one domain, or none. */
export type Reach = 'organization' | 'domain' | 'none'

/** The reach of a role, or of the operator and Postern itself (null), who act for nobody but the owner of the machine. */
export function reachOf(role: Role | null): Reach {
  if (role === null || roleMay(role, 'secret:edit', 'organization')) return 'organization'
  return roleMay(role, 'secret:edit', 'domain') ? 'domain' : 'none'
}

/** Whether a reach holds for a secret: `domainId` is null for one of the organization. */
export function isWithinReach(reach: Reach, { domainId }: { domainId: string | null }): boolean {
  return reach === 'organization' || (reach === 'domain' && domainId !== null)
}

/** The reach that two people have together, of whom each has set a part: that of the lesser. */
export const lesserReach = (one: Reach, other: Reach): Reach =>
  order[Math.min(order.indexOf(one), order.indexOf(other))] ?? 'none'

const order: readonly Reach[] = ['none', 'domain', 'organization']
