import type { Role } from '#lib/access/permissions.ts'
import type { SecretPolicies } from './policies.ts'

/** The part of a permit that decides: the role by which somebody acts, and where. */
type Holder = { actor: { role: Role | null }; domain: object | null }

/**
 * Whether the organization's policies let the holder of a permit show Masked values in its place: admins of the
 * organization always, a Domain Admin in their own domains and by policy the organization's own, an Editor by policy in
 * their own domains. Nobody else.
 */
export function mayRevealHere(
  { actor: { role }, domain }: Holder,
  policies: Pick<SecretPolicies, 'editorsMayReveal' | 'domainAdminsMayReveal'>,
): boolean {
  switch (role) {
    case 'owner':
    case 'org_admin':
      return true
    case 'domain_admin':
      return domain !== null || policies.domainAdminsMayReveal
    case 'editor':
      return domain !== null && policies.editorsMayReveal
    default:
      return false
  }
}
