import { passwordEstimator } from '#lib/core/password-estimator.ts'
import { newPassword } from './schema.ts'

/** Whom and what a password is for: words that somebody who wants in would try first. */
export type PasswordContext = { email: string; name: string; organization: string; domain: string }

/** What an attacker who knows the usual patterns needs at least. Below it, zxcvbn calls a password guessable. */
const minGuesses = 1e8
/** Judging takes longer than linearly; whoever types more than this has either repeated or chosen well by then. */
const judgedLength = 64

/**
 * Why `password` cannot be set, or null: at least 12 characters, at most 1024 bytes, any composition, and neither
 * common, nor a pattern (keys in a row, repetitions, dates, a known password with a year behind it), nor made of the
 * words around the account. The sentence quotes nothing of it. NIST SP 800-63B section 3.1.1.2, OWASP ASVS 6.2.
 */
export async function passwordProblem(password: string, context: PasswordContext): Promise<string | null> {
  const length = newPassword.safeParse(password)
  if (!length.success) return length.error.issues[0]?.message ?? 'Enter another password.'
  const words = contextWords(context)
  if (isMadeOf(words, password)) {
    return 'This password is made of your name, email or organization, which somebody would try first. Use several unrelated words.'
  }
  const { guesses } = (await passwordEstimator()).check(password.slice(0, judgedLength), words)
  if (guesses < minGuesses) {
    return 'This password is too easy to guess: it is a common one or follows a common pattern. Use several unrelated words.'
  }
  return null
}

function contextWords({ email, name, organization, domain }: PasswordContext): string[] {
  const whole = [email, name, organization, domain, 'postern']
  const parts = whole.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return [...new Set([...whole.map((text) => text.toLowerCase()), ...parts])].filter((word) => [...word].length >= 3)
}

/** Whether hardly anything is left of the password once the words around the account are taken out of it. */
function isMadeOf(words: string[], password: string): boolean {
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase())
  return rest !== password.toLowerCase() && [...rest].length < 8
}
