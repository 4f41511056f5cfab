import { SecretValue } from '#lib/core/secret-value.ts'
import { seal } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
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
  const sealField = (field: 'value' | 'username', text: string) => {
    const { organizationId, domainId, id: secretId, type, visibility, purpose } = home
    const associatedData = secretAssociatedData({
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
    return new Uint8Array(seal(active, SecretValue.fromText(text), associatedData))
  }
  if (credential.type === 'username_password') {
    return {
      sealedValue: sealField('value', credential.value.password),
      sealedUsername: sealField('username', credential.value.username),
    }
  }
  return { sealedValue: sealField('value', credential.value), sealedUsername: null }
}
