import { SecretValue } from '#lib/core/secret-value.ts'
import { open, seal, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { countSeals } from '#lib/keys/organization-keys.ts'
import type { Credential } from './schema.ts'

type Home = Pick<Secret, 'organizationId' | 'domainId' | 'id' | 'type' | 'visibility' | 'purpose'>
export type SealedVersion = { sealedValue: Uint8Array<ArrayBuffer>; sealedUsername: Uint8Array<ArrayBuffer> | null }

/** Seals a credential as one version of one secret: it opens only there. Throws if the key has sealed all it may. */
export async function sealVersion(
  tx: Tx,
  home: Home,
  version: number,
  allowedHosts: string[],
  credential: Credential,
): Promise<SealedVersion> {
  const active = await countSeals(tx, home.organizationId, credential.type === 'username_password' ? 2 : 1)
  const sealField = (field: 'value' | 'username', text: string) =>
    new Uint8Array(seal(active, SecretValue.fromText(text), bindingOf(home, version, allowedHosts, field)))
  if (credential.type === 'username_password') {
    return {
      sealedValue: sealField('value', credential.value.password),
      sealedUsername: sealField('username', credential.value.username),
    }
  }
  return { sealedValue: sealField('value', credential.value), sealedUsername: null }
}

/**
 * Throws if the current version's allowed hosts are not those that its value was sealed with: the next version takes
 * them over. Threat: who writes to the database widens them, and the next rotation seals that as Postern's own.
 */
export function assertVersionIsGenuine(
  { sealing }: OrganizationKeys,
  secret: Home & { currentVersion: number },
  { allowedHosts, sealedValue }: { allowedHosts: string[]; sealedValue: Uint8Array | null },
): void {
  const key = sealedValue && sealing.get(sealedKeyId(sealedValue))
  if (!key) throw new Error(`The sealed value of secret ${secret.id} is missing, or its key is.`)
  open(key, sealedValue, bindingOf(secret, secret.currentVersion, allowedHosts, 'value'))
}

function bindingOf(home: Home, version: number, allowedHosts: string[], field: 'value' | 'username') {
  const { organizationId, domainId, id: secretId, type, visibility, purpose } = home
  return secretAssociatedData({
    organizationId,
    domainId,
    secretId,
    version,
    field,
    type,
    visibility,
    purpose,
    allowedHosts,
  })
}
