import { ReadPermit } from '#lib/core/read-permit.ts'
import { SecretValue } from '#lib/core/secret-value.ts'
import { z } from '#lib/core/zod.ts'
import { type AnswerBinding, answerAssociatedData } from '#lib/crypto/answer-associated-data.ts'
import { open, type SealingKey, seal, sealedKeyId } from '#lib/crypto/seal.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'

const answer = z.object({ status: z.int(), headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() })

/** An answer as it was given. */
export type KeptAnswer = z.infer<typeof answer>

/** An answer, sealed so that it opens for its own request alone: it holds what was sent back by some upstream. */
export const sealAnswer = (key: SealingKey, binding: AnswerBinding, kept: KeptAnswer): Uint8Array<ArrayBuffer> =>
  seal(key, SecretValue.fromText(JSON.stringify(kept)), answerAssociatedData(binding))

/** The answer again. Throws OpenError if it was changed, or moved from another row. */
export async function openAnswer(binding: AnswerBinding, sealed: Uint8Array): Promise<KeptAnswer> {
  const { sealing } = await organizationKeys(db(), binding.organizationId)
  const key = sealing.get(sealedKeyId(sealed))
  if (!key) throw new Error('The key that sealed an answer is missing.')
  const text = open(key, sealed, answerAssociatedData(binding)).readText(ReadPermit.granted)
  return answer.parse(JSON.parse(text))
}
