import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { rowMacOf } from '#lib/secrets/row-mac.ts'
import type { Tenant } from './make-tenant.ts'

type Change = { expiresOn?: Date; revokedAt?: Date; archivedAt?: Date }

/** Puts a secret's row into another state as Postern would write it, where no operation can: into the past. */
export async function putRow({ organization }: Tenant, id: string, change: Change): Promise<void> {
  const row = await db().secret.findFirstOrThrow({ where: { organizationId: organization.id, id } })
  const { rowMac } = await organizationKeys(db(), organization.id)
  await db().secret.updateMany({ where: { id }, data: { ...change, mac: rowMacOf(rowMac, { ...row, ...change }) } })
}
