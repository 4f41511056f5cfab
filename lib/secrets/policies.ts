import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'

/** What the organization lays down for its secrets, as it stands in the scope's transaction. */
export type SecretPolicies = {
  versionsKept: number
  editorsMayReveal: boolean
  domainAdminsMayReveal: boolean
  allowedDomainsRequired: boolean
}

export function policiesOf({
  tx,
  organization,
}: Pick<Scope<Permission>, 'tx' | 'organization'>): Promise<SecretPolicies> {
  return tx.organization.findUniqueOrThrow({
    where: { id: organization.id },
    select: {
      versionsKept: true,
      editorsMayReveal: true,
      domainAdminsMayReveal: true,
      allowedDomainsRequired: true,
    },
  })
}
