import { roleLabels } from '#lib/access/permissions.ts'
import type { HeldInDomain, MemberRole, OrganizationRole } from '#lib/members/schema.ts'

/** A role as people read it. */
export const labelOf = (role: MemberRole): string => roleLabels[role]

/** Every role that somebody holds, in words: "Org Admin", or "Editor in Europe, Domain Admin in America". */
export function rolesText(role: OrganizationRole, domains: readonly Omit<HeldInDomain, 'domainId'>[]): string {
  if (role !== 'member') return labelOf(role)
  return domains.map((held) => `${labelOf(held.role)} in ${held.domainName}`).join(', ')
}
