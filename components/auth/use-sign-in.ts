'use client'

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useCallback, useState } from 'react'
import type { PasskeySignInInput, SecondFactorInput, SecondFactorOffers, SignInInput } from '#lib/auth/schema.ts'
import type { PublicError, Result } from '#lib/core/result.ts'
import { askPasskey, passkeyRefused } from './ask-passkey.ts'
import { noAnswer } from './show-refusal.ts'

/** Signed in, and where to go; `recoveryCodesLeft` where one was used up by it. */
export type SignedIn = { home: string; recoveryCodesLeft: number | null }

export type SignInSteps = {
  password: (input: SignInInput) => Promise<Result<{ home: string } | { secondFactor: SecondFactorOffers }>>
  secondFactor: (input: SecondFactorInput) => Promise<Result<SignedIn>>
  passkeyOptions: () => Promise<Result<PublicKeyCredentialRequestOptionsJSON>>
  passkey: (input: PasskeySignInInput) => Promise<Result<{ home: string }>>
}

const unanswered = () => ({ ok: false as const, error: noAnswer })

/** The way through a sign-in: password, then what else was set up; or a passkey alone. `onDone` is told once. */
export function useSignIn(steps: SignInSteps, onDone: (signedIn: SignedIn) => void) {
  const [offers, setOffers] = useState<SecondFactorOffers | null>(null)
  // Why the second step brought back to the first.
  const [problem, setProblem] = useState<PublicError | null>(null)

  const giveSecondFactor = useCallback(
    async (input: SecondFactorInput): Promise<PublicError | null> => {
      const result = await steps.secondFactor(input).catch(unanswered)
      if (result.ok) onDone(result.data)
      else if (result.error.code === 'wrong_state') {
        // Too late, or too often wrong: from the start again.
        setProblem(result.error)
        setOffers(null)
      }
      return result.ok ? null : result.error
    },
    [steps, onDone],
  )

  const givePassword = useCallback(
    async (input: SignInInput): Promise<PublicError | null> => {
      const result = await steps.password(input).catch(unanswered)
      if (!result.ok) return result.error
      if ('secondFactor' in result.data) setOffers(result.data.secondFactor)
      else onDone({ home: result.data.home, recoveryCodesLeft: null })
      return null
    },
    [steps, onDone],
  )

  /** `email` where it must be this person's. */
  const givePasskey = useCallback(
    async (email?: string): Promise<PublicError | null> => {
      const options = await steps.passkeyOptions().catch(unanswered)
      if (!options.ok) return options.error
      const answer = await askPasskey(options.data)
      if (!answer) return passkeyRefused
      const result = await steps.passkey({ answer, ...(email !== undefined && { email }) }).catch(unanswered)
      if (result.ok) onDone({ home: result.data.home, recoveryCodesLeft: null })
      return result.ok ? null : result.error
    },
    [steps, onDone],
  )

  const startOver = useCallback(() => {
    setProblem(null)
    setOffers(null)
  }, [])
  return { offers, problem, givePassword, giveSecondFactor, givePasskey, startOver }
}
