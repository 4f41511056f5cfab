import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { assertRowIsGenuine } from '#lib/secrets/row-mac.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import type { FoundKey } from '#lib/sending/read-place.ts'

/**
 * The secret that a name means in the permit's domain, by its lower-case name, as a send would find it: still sealed, with
 * the version before. Empty: there is none. Throws if a row was written by somebody without the organization's key.
 */
export async function findKey(
  client: Tx,
  permit: Permit<Permission>,
  { name, keys }: { name: string; keys: OrganizationKeys },
): Promise<Map<string, FoundKey>> {
  const organizationId = permit.organization.id
  const nameLower = name.toLowerCase()
  const rows = await client.secret.findMany({
    where: { organizationId, scopeId: { in: [permit.domainId, organizationId] }, nameLower },
  })
  // The domain's own stands before the organization's, in every state.
  const row = rows.find(({ scopeId }) => scopeId === permit.domainId) ?? rows[0]
  if (!row) return new Map()
  assertRowIsGenuine(keys.rowMac, row)
  const versions = await client.secretVersion.findMany({
    where: { organizationId, secretId: row.id, version: { in: [row.currentVersion, row.currentVersion - 1] } },
  })
  const [current, previous] = [0, 1].map((back) => versions.find((each) => each.version === row.currentVersion - back))
  const secret = {
    ...row,
    status: secretStatus(row, permit.organization.timeZone),
    allowedHosts: current?.allowedHosts ?? [],
    sealedValue: current?.sealedValue ?? null,
    sealedUsername: current?.sealedUsername ?? null,
    isHostApproved: false,
  }
  const isKept = previous !== undefined && previous.destroyedAt === null && previous.sealedValue !== null
  const before = isKept && {
    ...secret,
    currentVersion: previous.version,
    allowedHosts: previous.allowedHosts,
    sealedValue: previous.sealedValue,
    sealedUsername: null,
  }
  return new Map([[nameLower, { secret, changedAt: current?.createdAt ?? row.createdAt, previous: before || null }]])
}
