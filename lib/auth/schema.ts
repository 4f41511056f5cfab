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
  name: label('your name', 100),
  email,
  password: newPassword,
  organization: label('the name of your organization', 100),
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
