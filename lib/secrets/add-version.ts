import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import type { Secret, SecretVersion } from '#lib/db/generated/client.ts'
import { type ClosedCredential, sealVersion } from './seal-version.ts'

/** Stores a credential as a version of a secret, sealed so that it opens only as this version with these allowed hosts. */
export async function addVersion(
  scope: Scope<Permission>,
  secret: Pick<Secret, 'organizationId' | 'domainId' | 'id' | 'type' | 'visibility' | 'purpose'>,
  version: number,
  credential: ClosedCredential,
  columns: Pick<SecretVersion, 'allowedHosts' | 'valueHash' | 'weakness' | 'partNames'>,
): Promise<void> {
  const { tx, organization, actor } = scope
  const sealed = await sealVersion(tx, secret, version, columns.allowedHosts, credential)
  await tx.secretVersion.create({
    data: {
      organizationId: secret.organizationId,
      secretId: secret.id,
      version,
      allowedHosts: columns.allowedHosts,
      ...sealed,
      valueHash: columns.valueHash && new Uint8Array(columns.valueHash),
      weakness: columns.weakness,
      partNames: columns.partNames,
      createdAt: clock.now(),
      createdById: actor.id ?? organization.id,
      createdByName: actor.name,
    },
  })
}
