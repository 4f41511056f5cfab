import { type Level, type Permission, roleMay } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import type { HostApprovers } from '#lib/approvals/schema.ts'
import { listSecretAdmins } from './list-secret-admins.ts'

/** Who may approve hosts for the secrets that a domain's requests name: its own, and those of the organization. */
export async function hostApprovers(permit: Permit<Permission>): Promise<HostApprovers> {
  const of = async (level: Level) => ({
    may: permit.actor.role !== null && roleMay(permit.actor.role, 'host:approve', level),
    names: await listSecretAdmins(permit, level),
  })
  const [organization, domain] = await Promise.all([of('organization'), of('domain')])
  return { organization, domain }
}
