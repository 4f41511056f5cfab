import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import type { NamedSecret } from './schema.ts'

/** How each secret stands that these references name in the permit's domain, each once. */
export async function namedSecrets(permit: Permit<Permission>, references: { name: string }[]): Promise<NamedSecret[]> {
  const names = [...new Set(references.map((reference) => reference.name.toLowerCase()))]
  if (names.length === 0) return []
  const organizationId = permit.organization.id
  const secrets = await db().secret.findMany({
    where: { organizationId, scopeId: { in: [permit.domainId, organizationId] }, nameLower: { in: names } },
    select: { scopeId: true, nameLower: true, archivedAt: true, revokedAt: true, expiresOn: true },
  })
  return names.map((name) => {
    // The domain's own stands before the organization's, in every state.
    const found = secrets.filter((secret) => secret.nameLower === name)
    const secret = found.find((each) => each.scopeId === permit.domainId) ?? found[0]
    return { name, status: secret ? secretStatus(secret, permit.organization.timeZone) : null }
  })
}
