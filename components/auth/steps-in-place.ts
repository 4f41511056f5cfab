import type { ConfirmInput, ConfirmOffers } from '#lib/auth/schema.ts'
import type { Result } from '#lib/core/result.ts'
import type { BeginSsoInput } from '#lib/oidc/schema.ts'
import type { SignInSteps } from './use-sign-in.ts'

/** A step of app/api/sign-in. Throws where no answer came. */
async function post<T>(step: string, input: unknown): Promise<Result<T>> {
  const response = await fetch(`/api/sign-in/${step}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    cache: 'no-store',
    body: JSON.stringify(input),
  })
  return response.json()
}

/** The steps of a sign-in that leave the page as it is, with everything that is typed on it. */
export const stepsInPlace: SignInSteps = {
  password: (input) => post('password', input),
  secondFactor: (input) => post('second-factor', input),
  passkeyOptions: () => post('passkey-options', null),
  passkey: (input) => post('passkey', input),
}

export const confirmOptions = (): Promise<Result<ConfirmOffers>> => post('confirm-options', null)
export const confirmInPlace = (input: ConfirmInput): Promise<Result<void>> => post('confirm', input)

/** Where to go to the identity provider. */
export const beginSso = (input: BeginSsoInput): Promise<Result<{ url: string }>> => post('sso', input)
