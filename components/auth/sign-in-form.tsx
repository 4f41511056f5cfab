'use client'

import { type ReactNode, useCallback, useState } from 'react'
import { passkeyOptionsAction, passkeySignInAction, secondFactorAction, signInAction } from '#app/(auth)/actions.ts'
import { Button } from '#components/ui/button.tsx'
import styles from './entrance-form.module.css'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodesLeft } from './recovery-codes-left.tsx'
import { ForgotPassword } from './reset-link.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { type SignedIn, type SignInSteps, useSignIn } from './use-sign-in.ts'

const steps: SignInSteps = {
  password: signInAction,
  secondFactor: secondFactorAction,
  passkeyOptions: () => passkeyOptionsAction(null),
  passkey: passkeySignInAction,
}

type SignInFormProps = {
  /** A path of this console. */
  next: string | null
  passkeysWork: boolean
  /** Ways beside the password and the passkey. */
  others?: ReactNode
}

/** The steps of a sign-in, and then the page that was asked for. */
export function SignInForm({ next, passkeysWork, others }: SignInFormProps) {
  const [left, setLeft] = useState<number | null>(null)
  const [home, setHome] = useState('/')
  const go = useCallback(
    // The whole page is loaded anew: nothing of whoever was here before stays in a cache of this one.
    (signedIn: { home: string }) => window.location.assign(next ?? signedIn.home),
    [next],
  )
  const onDone = useCallback(
    (signedIn: SignedIn) => {
      if (signedIn.recoveryCodesLeft === null) return go(signedIn)
      setHome(signedIn.home)
      setLeft(signedIn.recoveryCodesLeft)
    },
    [go],
  )
  const way = useSignIn(steps, onDone)

  if (left !== null) {
    return (
      <div className={styles.form}>
        <RecoveryCodesLeft left={left} />
        <Button look="main" className={styles.submit} onClick={() => go({ home })} autoFocus>
          Go on
        </Button>
      </div>
    )
  }
  if (way.offers) {
    return <SecondFactorForm offers={way.offers} onGive={way.giveSecondFactor} onStartOver={way.startOver} />
  }
  return (
    <PasswordForm
      email={null}
      problem={way.problem}
      onPassword={way.givePassword}
      onPasskey={passkeysWork ? way.givePasskey : null}
      forgotten={<ForgotPassword />}
      others={others}
    />
  )
}
