import { secretRights } from '#components/secrets/secret-rights.ts'
import type { PanelRights } from '#components/variables/variables-panel.tsx'
import { type Permission, roleMay } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { listSecretAdmins } from '#lib/server/list-secret-admins.ts'

/** What the Variables panel offers whoever holds this permit, and whom it tells them to ask. */
export async function panelRights(permit: Permit<Permission>): Promise<PanelRights> {
  const { role } = permit.actor
  return {
    ofDomain: secretRights(permit),
    mayEditOrganization: role !== null && roleMay(role, 'secret:edit', 'organization'),
    admins: await listSecretAdmins(permit),
  }
}
