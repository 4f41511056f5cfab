import { codeByte, integerBytes, uuidBytes } from './field-bytes.ts'
import { lengthPrefixed } from './length-prefixed.ts'
import { fieldCodes, purposeCodes, type SecretCoded, typeCodes, visibilityCodes } from './secret-codes.ts'

export type SecretBinding = SecretCoded & {
  organizationId: string
  /** Null: an organization secret. */
  domainId: string | null
  secretId: string
  version: number
  field: keyof typeof fieldCodes
  /** In their stored order. Empty: any host. */
  allowedHosts: readonly string[]
}

/**
 * The associated data of a secret's sealed value: two bindings have the same bytes only if every field is the same, so
 * a value opens in no other organization, domain, secret, version or field, and under no wider rule. Throws TypeError
 * for an id that is no UUID, an unknown word or a version that is no whole number.
 */
export function secretAssociatedData(binding: SecretBinding): Uint8Array<ArrayBuffer> {
  return lengthPrefixed([
    'postern/secret-value/1',
    uuidBytes(binding.organizationId),
    binding.domainId === null ? '' : uuidBytes(binding.domainId),
    uuidBytes(binding.secretId),
    integerBytes(binding.version),
    codeByte(fieldCodes, binding.field),
    codeByte(typeCodes, binding.type),
    codeByte(visibilityCodes, binding.visibility),
    codeByte(purposeCodes, binding.purpose),
    lengthPrefixed(binding.allowedHosts),
  ])
}
