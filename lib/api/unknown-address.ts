import { PosternError } from '#lib/core/errors.ts'
import { publicError } from '#lib/server/public-error.ts'
import { problem } from './problem.ts'

/** What an address below /api/v1 answers that no operation has, whoever asks: a problem, not a page. */
export async function unknownAddress(): Promise<Response> {
  return problem(
    publicError(new PosternError('not_found', 'No operation has this address. GET /api/v1 lists them all.')),
  )
}
