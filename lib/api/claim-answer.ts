import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { AnswerBinding } from '#lib/crypto/answer-associated-data.ts'
import { equalBytes } from '#lib/crypto/keyed-hash.ts'
import type { SealingKey } from '#lib/crypto/seal.ts'
import { db } from '#lib/db/client.ts'
import { countSeals } from '#lib/keys/organization-keys.ts'
import { type KeptAnswer, openAnswer } from './sealed-answer.ts'

/** An answer is kept so long: contracts.md. */
export const keptForMs = 24 * 60 * 60 * 1000
/** Longer than any transaction lives, with its retries: lib/db/transaction.ts. */
const takenOverAfterMs = 3 * 60 * 1000
const retryAfterSeconds = 5

/** The right to answer a request, which one process has at a time. `at` fences off whoever had it before. */
export type AnswerClaim = { binding: AnswerBinding; at: Date; key: SealingKey }

/**
 * The right to do what a request with an Idempotency-Key asks, or what it was answered before. A change that its
 * process did not end, and so did not make, may be done by the next; a send may have happened, and is not done again.
 * Throws `idempotency_conflict` if the key came with another request, and `request_in_progress`.
 */
export async function claimAnswer(
  binding: AnswerBinding,
  { mayTakeOver }: { mayTakeOver: boolean },
): Promise<AnswerClaim | KeptAnswer> {
  const { organizationId, tokenId, keyHash, requestHash } = binding
  const at = clock.now()
  const before = (ms: number) => new Date(at.getTime() - ms)
  // Not in the transaction of the change, which would hold the key's row, for which others wait, until its end.
  const key = await countSeals(db(), organizationId, 1)
  const claimed = await db().$queryRaw<object[]>`
    INSERT INTO "IdempotentAnswer" AS a ("organizationId", "tokenId", "keyHash", "requestHash", "createdAt")
    VALUES (${organizationId}::uuid, ${tokenId}::uuid, ${keyHash}, ${requestHash}, ${at}::timestamptz)
    ON CONFLICT ("organizationId", "tokenId", "keyHash") DO UPDATE
       SET "requestHash" = EXCLUDED."requestHash", "createdAt" = EXCLUDED."createdAt",
           "answeredAt" = NULL, "status" = NULL, "sealedAnswer" = NULL
     WHERE a."createdAt" <= ${before(keptForMs)}::timestamptz
        OR (${mayTakeOver} AND a."answeredAt" IS NULL AND a."requestHash" = EXCLUDED."requestHash"
            AND a."createdAt" <= ${before(takenOverAfterMs)}::timestamptz)
    RETURNING 1 AS claimed`
  return claimed.length > 0 ? { binding, at, key } : answerOf(binding)
}

async function answerOf(binding: AnswerBinding): Promise<KeptAnswer> {
  const { organizationId, tokenId, keyHash } = binding
  const found = await db().idempotentAnswer.findFirst({
    where: { organizationId, tokenId, keyHash },
    select: { requestHash: true, sealedAnswer: true },
  })
  if (found && !equalBytes(found.requestHash, binding.requestHash)) throw new PosternError('idempotency_conflict')
  if (!found?.sealedAnswer) throw new PosternError('request_in_progress', undefined, { retryAfterSeconds })
  return openAnswer(binding, found.sealedAnswer)
}
