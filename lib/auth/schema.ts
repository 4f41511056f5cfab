import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Factor } from '#lib/access/sign-in-policy.ts'
import { nameProblem } from '#lib/core/name-text.ts'
import { z } from '#lib/core/zod.ts'

export const minPasswordLength = 12
export const maxPasswordBytes = 1024

/** Characters as a person counts them: an emoji of several code points is at most a few, never one too many. */
const lengthOf = (text: string) => [...text].length
const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength
const isPlain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** As an account is stored and looked up: without spaces around it, in lower case. */
const email = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'Enter your email address.')
  .max(254, 'An email address has at most 254 characters.')
  .refine((text) => text === '' || (isPlain(text) && /^[^\s@]+@[^\s@]+$/.test(text)), {
    error: 'This is not an email address. It needs a name, an @ and a host, like name@example.com.',
  })

/** A password to be set. How guessable it is, the server judges: password-policy.ts. NIST SP 800-63B, OWASP ASVS 6.2. */
export const newPassword = z.string().superRefine((text, context) => {
  const message = lengthProblem(text)
  if (message) context.addIssue({ code: 'custom', message })
})

function lengthProblem(text: string): string | null {
  if (text === '') return 'Enter a password.'
  if (!text.isWellFormed()) return 'This is not valid Unicode text. Type the password again.'
  const length = lengthOf(text)
  if (length < minPasswordLength) {
    return `A password needs at least ${minPasswordLength} characters; this one has ${length}. Several unrelated words are easy to remember.`
  }
  if (bytesOf(text) > maxPasswordBytes) return `A password has at most ${maxPasswordBytes} bytes. Use a shorter one.`
  return null
}

const label = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `Enter ${what}.`)
    .max(max, `At most ${max} characters.`)
    .refine(isPlain, 'Plain text without control characters.')

/** What stands in mails: of a person, of an organization. */
const mailedName = (what: string) =>
  label(what, 100).superRefine((text, context) => {
    const message = nameProblem(text)
    if (message) context.addIssue({ code: 'custom', message })
  })

export const signInInput = z.object({
  email,
  // Not newPassword: a rule that changes later must not lock out who has a password by the old one.
  password: z
    .string()
    .min(1, 'Enter your password.')
    .refine((text) => bytesOf(text) <= maxPasswordBytes, `A password has at most ${maxPasswordBytes} bytes.`),
})
export type SignInInput = z.infer<typeof signInInput>

export const firstOwnerInput = z.object({
  name: mailedName('your name'),
  email,
  password: newPassword,
  organization: mailedName('the name of your organization'),
  domain: label('the name of the first domain', 100),
})
export type FirstOwnerInput = z.infer<typeof firstOwnerInput>

export const setupInput = firstOwnerInput.extend({ token: z.string().min(1).max(200) })
export type SetupInput = z.infer<typeof setupInput>

/** Where the root key stands that an owner is to back up, and by what to recognize it. */
export type RootKeyBackup = {
  location: { kind: 'file'; path: string } | { kind: 'env'; name: string }
  fingerprint: string
}

/** What a browser's passkey gives back, as far as it is looked at. WebAuthn 3, 5.1.8. */
const encoded = z.string().max(8192)
const passkeyAnswer = z.object({
  id: encoded.min(1),
  rawId: encoded,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded.optional(),
  }),
  clientExtensionResults: z.object({}),
})
export type PasskeyAnswer = z.infer<typeof passkeyAnswer>

const totpCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^[0-9]{6}$/, 'Enter the six digits that your authenticator app shows.'))
const recoveryCode = z.string().trim().min(1, 'Enter one of your recovery codes.').max(100, 'This is no recovery code.')

/** The second step of a sign-in. */
export const secondFactorInput = z.discriminatedUnion('method', [
  z.object({ method: z.literal('totp'), code: totpCode }),
  z.object({ method: z.literal('recovery_code'), code: recoveryCode }),
  z.object({ method: z.literal('passkey'), answer: passkeyAnswer }),
])
export type SecondFactorInput = z.infer<typeof secondFactorInput>

/** By what a person may prove the second step: with `passkey`, what their browser asks it for. */
export type SecondFactorOffers = {
  totp: boolean
  recoveryCode: boolean
  passkey: PublicKeyCredentialRequestOptionsJSON | null
}

/** A passkey alone; `email` where it must be this person's: a session that is renewed under what they typed. */
export const passkeySignInInput = z.object({ answer: passkeyAnswer, email: email.optional() })
export type PasskeySignInInput = z.infer<typeof passkeySignInInput>

/** That it is still the same person. With a second factor set up, the password takes its code beside it. */
export const confirmInput = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('password'),
    password: signInInput.shape.password,
    second: z
      .discriminatedUnion('method', [
        z.object({ method: z.literal('totp'), code: totpCode }),
        z.object({ method: z.literal('recovery_code'), code: recoveryCode }),
      ])
      .nullable(),
  }),
  z.object({ method: z.literal('passkey'), answer: passkeyAnswer }),
])
export type ConfirmInput = z.infer<typeof confirmInput>

/** By what the person of a session may prove that it is still them. */
/** `sso`: at the identity provider, in a window of its own. */
export type ConfirmOffers = { password: boolean; second: SecondFactorOffers | null; sso: boolean }

export const changePasswordInput = z.object({ current: signInInput.shape.password, password: newPassword })
export type ChangePasswordInput = z.infer<typeof changePasswordInput>

export const confirmTotpInput = z.object({ code: totpCode })

const passkeyName = label('a name for this passkey', 60)
export const addPasskeyInput = z.object({
  name: passkeyName,
  answer: z.object({
    id: encoded.min(1),
    rawId: encoded,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: encoded,
      attestationObject: z.string().max(65_536),
      transports: z.array(z.string().max(30)).max(10).optional(),
    }),
    clientExtensionResults: z.object({}),
  }),
})
export type AddPasskeyInput = z.infer<typeof addPasskeyInput>
export const renamePasskeyInput = z.object({ id: z.uuid(), name: passkeyName })
export const removePasskeyInput = z.object({ id: z.uuid() })

export type PasskeyItem = {
  id: string
  name: string
  createdAt: string
  lastUsedAt: string | null
  /** Synchronized between devices by their maker. */
  isBackedUp: boolean
}

/** How a person signs in, as their account page shows it. */
export type AccountSecurity = {
  name: string
  email: string
  hasPassword: boolean
  passwordChangedAt: string | null
  hasTotp: boolean
  passkeys: PasskeyItem[]
  recoveryCodesLeft: number
  /** Organizations that ask for a second factor: the last one stays while they do. */
  requiredBy: string[]
  /** WebAuthn knows no addresses that are numbers. */
  passkeysWork: boolean
}

/** How long a mailed link holds. */
export const mailedResetMinutes = 30

export const requestResetInput = z.object({ email })
export type RequestResetInput = z.infer<typeof requestResetInput>

export const resetPasswordFields = z.object({ password: newPassword })
export type ResetPasswordFields = z.infer<typeof resetPasswordFields>
/** `token` as the link's fragment has it. */
export const resetPasswordInput = resetPasswordFields.extend({ token: z.string().min(1).max(200) })
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>

export const endSessionInput = z.object({ id: z.uuid() })

/** An open session, as its person sees it among their own. */
export type SessionItem = {
  id: string
  /** "Firefox 145 on Linux"; empty where the browser did not say. */
  program: string
  /** From where it was opened. */
  address: string
  createdAt: string
  lastSeenAt: string
  /** By what they proved who they are. */
  factors: Factor[]
  /** The one in which they ask. */
  isThis: boolean
}
