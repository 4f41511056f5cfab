import { uuidBytes } from './field-bytes.ts'
import { lengthPrefixed } from './length-prefixed.ts'

export type AnswerBinding = {
  organizationId: string
  tokenId: string
  keyHash: Uint8Array<ArrayBuffer>
  requestHash: Uint8Array<ArrayBuffer>
}

/**
 * The associated data of an answer that is kept for its Idempotency-Key: it opens for no other organization, token, key
 * or request. Throws TypeError for an id that is no UUID.
 */
export function answerAssociatedData(binding: AnswerBinding): Uint8Array<ArrayBuffer> {
  return lengthPrefixed([
    'postern/idempotent-answer/1',
    uuidBytes(binding.organizationId),
    uuidBytes(binding.tokenId),
    binding.keyHash,
    binding.requestHash,
  ])
}
