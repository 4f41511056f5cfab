import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { AnswerClaim } from './claim-answer.ts'
import { type KeptAnswer, sealAnswer } from './sealed-answer.ts'

/**
 * Keeps what a request was answered, in the transaction of its change where it makes one: both are there or neither.
 * Throws `request_in_progress` if somebody else has taken the request over meanwhile.
 */
export async function keepAnswer(tx: Tx, { binding, at, key }: AnswerClaim, kept: KeptAnswer): Promise<void> {
  const { organizationId, tokenId, keyHash } = binding
  const { count } = await tx.idempotentAnswer.updateMany({
    where: { organizationId, tokenId, keyHash, createdAt: at, answeredAt: null },
    data: { answeredAt: clock.now(), status: kept.status, sealedAnswer: sealAnswer(key, binding, kept) },
  })
  if (count === 0) throw new PosternError('request_in_progress')
}

/** Gives up the right to answer: nothing was done, so the key is free for a corrected request. */
export async function releaseAnswer(tx: Tx, { binding, at }: AnswerClaim): Promise<void> {
  const { organizationId, tokenId, keyHash } = binding
  await tx.idempotentAnswer.deleteMany({
    where: { organizationId, tokenId, keyHash, createdAt: at, answeredAt: null },
  })
}
