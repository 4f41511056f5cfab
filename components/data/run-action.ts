import { askForProof } from '#components/auth/proof-requests.ts'
import type { PublicError, Result } from '#lib/core/result.ts'

/** After a session was renewed under what somebody does: it is theirs to do it again. */
const renewed: PublicError = {
  code: 'internal',
  message: 'You are signed in again. Nothing was done yet: try it once more.',
  fields: {},
}

/**
 * Calls a server action. Where it takes a proof that it is still the same person, that is asked for, and the action runs
 * again by itself, with nothing typed twice. Where the session has ended, it is renewed in place, and the answer says
 * that nothing was done yet. Throws where no answer came.
 */
export async function runAction<Input, T>(
  action: (input: Input) => Promise<Result<T>>,
  input: Input,
): Promise<Result<T>> {
  const result = await action(input)
  if (result.ok) return result
  if (result.error.code === 'fresh_sign_in_required') return (await askForProof('confirm')) ? action(input) : result
  if (result.error.code === 'unauthenticated' && (await askForProof('sign_in'))) return { ok: false, error: renewed }
  return result
}
