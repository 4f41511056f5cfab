import { setImmediate } from 'node:timers/promises'
import { passwordEstimator } from '#lib/core/password-estimator.ts'
import type { Credential } from './schema.ts'

/** Why a stored value is weak. Never its length, nor anything else of it. */
export type Weakness = 'short' | 'common' | 'guessable'

const enoughCharacters = 12
/**
 * Judging takes longer than linearly: half a millisecond for the first, ten times that for the second. A beginning that nobody
 * guesses is enough, and so an import of random values is not held up; whatever is longer than the second is either
 * repeated or well chosen by then.
 */
const judgedLengths = [14, 64]
/** Below it, zxcvbn calls a text guessable by somebody who has stolen what it is checked against. */
const enoughGuesses = 1e10

/** Why a value is weak, or null: a token, a password, or of a JSON object its longest text. Null where it has no text. */
export async function judgeWeakness(credential: Credential): Promise<Weakness | null> {
  const text = judgedText(credential)
  if (text === null) return null
  if ([...text].length < enoughCharacters) return 'short'
  const estimator = await passwordEstimator()
  let weakness: Weakness = 'guessable'
  for (const length of judgedLengths) {
    // A thousand of the slowest, in an import, take seconds: everybody else has their turn between two.
    await setImmediate()
    const { guesses, sequence } = estimator.check(text.slice(0, length))
    if (guesses >= enoughGuesses) return null
    weakness = sequence.length === 1 && sequence[0]?.pattern === 'dictionary' ? 'common' : 'guessable'
  }
  return weakness
}

function judgedText(credential: Credential): string | null {
  if (credential.type === 'token') return credential.value
  if (credential.type === 'username_password') return credential.value.password
  return longestText(JSON.parse(credential.value))
}

/** Judged before it was stored: at most 32 levels deep. */
function longestText(json: unknown): string | null {
  if (typeof json === 'string') return json
  if (typeof json !== 'object' || json === null) return null
  const texts = Object.values(json).map(longestText)
  return texts.reduce((longest, text) => ((text?.length ?? -1) > (longest?.length ?? -1) ? text : longest), null)
}
