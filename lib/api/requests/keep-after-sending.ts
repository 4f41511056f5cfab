import { RefusedAfterSending } from '#lib/sending/refused-after-sending.ts'
import { DoneButRefused } from '../operation.ts'

/** A refusal of what was sent already, as one that is kept for its Idempotency-Key. Throws every other error as it is. */
export function keepAfterSending(error: unknown): never {
  if (!(error instanceof RefusedAfterSending)) throw error
  throw new DoneButRefused(error.code, error.message)
}
