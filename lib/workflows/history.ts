import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { type RunBinding, runAssociatedData } from '#lib/crypto/run-associated-data.ts'
import { open, seal, sealedKeyId } from '#lib/crypto/seal.ts'
import { db } from '#lib/db/client.ts'
import { countSeals, organizationKeys } from '#lib/keys/organization-keys.ts'

// What is kept of a run is redacted and masked, and sealed all the same: an answer holds what is nobody else's business.

/** A text of a run, sealed so that it opens in its own row alone. Throws `invalid` if the key has sealed all it may. */
export async function sealHistory(binding: RunBinding, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const key = await countSeals(db(), binding.organizationId, 1)
  return seal(key, SecretValue.fromText(text), runAssociatedData(binding))
}

/** The text again. Throws OpenError if it was changed, or moved from another row. */
export async function openHistory(binding: RunBinding, sealed: Uint8Array): Promise<string> {
  const { sealing } = await organizationKeys(db(), binding.organizationId)
  const key = sealing.get(sealedKeyId(sealed))
  if (!key) throw new Error(`The key that sealed run ${binding.runId} is missing.`)
  return open(key, sealed, runAssociatedData(binding)).readText(ReadPermit.granted)
}
