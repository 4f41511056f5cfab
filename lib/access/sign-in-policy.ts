import { PosternError } from '#lib/core/errors.ts'

/** By what a person proves who they are. A passkey that asked for a PIN or a finger is two factors. NIST SP 800-63B. */
export const factors = ['password', 'totp', 'recovery_code', 'passkey', 'sso'] as const
export type Factor = (typeof factors)[number]
/** Any of which is more than a password alone. */
export const secondFactors: readonly Factor[] = ['totp', 'recovery_code', 'passkey', 'sso']

/** How the person of a session proved who they are, and when they last did. */
export type SessionProof = { factors: readonly Factor[]; freshAt: Date }

/** What an organization asks of how its members sign in. */
export type SignInPolicy = { secondFactorRequired: boolean; ssoRequired: boolean }

/**
 * Makes sure that a session was opened as the organization asks. Judged with every request, so a stricter policy holds
 * at once for sessions that are open. What the identity provider asks for is the provider's to say. Throws
 * `sso_required` or `second_factor_required`.
 */
export function assertSignInPolicy(policy: SignInPolicy, { factors }: SessionProof): void {
  const has = (...any: Factor[]) => any.some((factor) => factors.includes(factor))
  if (policy.ssoRequired && !has('sso')) throw new PosternError('sso_required')
  if (policy.secondFactorRequired && !has(...secondFactors)) throw new PosternError('second_factor_required')
}
