import { SecretValue } from '#lib/core/secret-value.ts'
import { open, type SealingKey, seal, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import type { Secret, SecretVersion } from '#lib/db/generated/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { OrganizationKeys } from '#lib/keys/key-types.ts'
import { countSeals } from '#lib/keys/organization-keys.ts'
import type { Credential } from './schema.ts'

type Home = Pick<Secret, 'organizationId' | 'domainId' | 'id' | 'type' | 'visibility' | 'purpose'>
type Stored = Pick<SecretVersion, 'version' | 'allowedHosts' | 'sealedValue' | 'sealedUsername'>
/** A credential with its plaintext closed; only a pair has a username. */
export type ClosedCredential = { value: SecretValue; username: SecretValue | null }
export type SealedVersion = { sealedValue: Uint8Array<ArrayBuffer>; sealedUsername: Uint8Array<ArrayBuffer> | null }

/** What somebody typed, closed. */
export function closed(credential: Credential): ClosedCredential {
  if (credential.type !== 'username_password') return { value: SecretValue.fromText(credential.value), username: null }
  const { username, password } = credential.value
  return { value: SecretValue.fromText(password), username: SecretValue.fromText(username) }
}

/** Seals a credential as one version of one secret: it opens only there. Throws if the key has sealed all it may. */
export async function sealVersion(
  tx: Tx,
  home: Home,
  version: number,
  allowedHosts: string[],
  credential: ClosedCredential,
): Promise<SealedVersion> {
  const active = await countSeals(tx, home.organizationId, credential.username ? 2 : 1)
  return sealWith(active, home, version, allowedHosts, credential)
}

/** The same with a key of countSeals(), which has counted these values: for many secrets at once. */
export function sealWith(
  active: SealingKey,
  home: Home,
  version: number,
  allowedHosts: string[],
  { value, username }: ClosedCredential,
): SealedVersion {
  const sealField = (field: 'value' | 'username', text: SecretValue) =>
    new Uint8Array(seal(active, text, bindingOf(home, version, allowedHosts, field)))
  return { sealedValue: sealField('value', value), sealedUsername: username && sealField('username', username) }
}

/**
 * The credential of a stored version, still closed. Throws OpenError if it was not sealed as this version of this secret
 * with these allowed hosts, and Error if it was destroyed. Threat: who writes to the database widens the hosts, and the
 * next version seals that as Postern's own.
 */
export function openVersion({ sealing }: OrganizationKeys, home: Home, stored: Stored): ClosedCredential {
  const { version, allowedHosts, sealedValue, sealedUsername } = stored
  const openField = (field: 'value' | 'username', sealed: Uint8Array) =>
    open(keyOf(sealing, sealed, home), sealed, bindingOf(home, version, allowedHosts, field))
  if (!sealedValue || (home.type === 'username_password') !== (sealedUsername !== null))
    throw new Error(`A sealed value of secret ${home.id} is missing.`)
  return {
    value: openField('value', sealedValue),
    username: sealedUsername && openField('username', sealedUsername),
  }
}

function keyOf(sealing: Map<number, SealingKey>, sealed: Uint8Array, home: Home): SealingKey {
  const key = sealing.get(sealedKeyId(sealed))
  if (!key) throw new Error(`The key that sealed secret ${home.id} is missing.`)
  return key
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
