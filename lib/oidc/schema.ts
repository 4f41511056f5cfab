import { z } from '#lib/core/zod.ts'

/**
 * What a way to the identity provider is for: to sign in, to show that it is still the same person (`confirm`), or to
 * connect one's account with the provider's (`connect`).
 */
export const ssoPurposes = ['sign_in', 'confirm', 'connect'] as const
export type SsoPurpose = (typeof ssoPurposes)[number]

export const beginSsoInput = z.object({
  purpose: z.enum(ssoPurposes),
  /** Where to go then; what is no path of this console is left out. */
  next: z.string().max(2048).nullable(),
  /** Whose session is renewed under what they typed: nobody else may come back. */
  email: z.string().max(254).optional(),
})
export type BeginSsoInput = z.infer<typeof beginSsoInput>

/** The provider's account that a person has connected, as their account page shows it. */
export type SsoConnection = { connectedAt: string; lastUsedAt: string | null }

/** Why somebody came back from the identity provider without what they went for: by such a code alone an address says it. */
export const ssoProblems = {
  failed:
    'Single sign-on did not work, and nothing was changed. Try again; if it fails again, ask the operator of Postern.',
  unreachable:
    'Your identity provider did not answer, and nothing was changed. Try again in a moment; if it fails again, ask the operator of Postern.',
  cancelled: 'Your identity provider did not sign you in. Try again, or sign in in another way.',
  expired: 'This took too long, or was begun in another window or browser. Begin again here.',
  not_known:
    'Nobody here knows this account of yours yet. Ask an Owner or Org Admin to invite you, then connect single sign-on in your account.',
  not_connected:
    'An account with your address is here already, and is not connected with single sign-on. Sign in with its password or passkey, then connect single sign-on in your account.',
  not_verified:
    'Your identity provider does not vouch for your email address, so nobody can be found by it. Ask whoever runs the provider.',
  suspended: 'This account is suspended. Ask an Owner or Org Admin.',
  another_person:
    'You came back as somebody else, so nothing was changed. Sign in at your identity provider as yourself.',
  not_fresh:
    'Your identity provider did not ask you to sign in again, so nothing was confirmed. Confirm in another way.',
  connected_elsewhere:
    'This account of your identity provider is connected with another account here, and was left as it is.',
  signed_out: 'You were signed out meanwhile, so nothing was changed. Sign in and begin again.',
} as const
export type SsoProblem = keyof typeof ssoProblems

/** The sentence for a code of an address, or null for none that is known. */
export function ssoProblemOf(code: unknown): string | null {
  return typeof code === 'string' && Object.hasOwn(ssoProblems, code) ? ssoProblems[code as SsoProblem] : null
}

/** What a window that went to the provider tells the page that opened it, and by which channel. */
export const ssoChannel = 'postern-sso'
export type SsoMessage = { isDone: true } | { isDone: false; problem: SsoProblem }
