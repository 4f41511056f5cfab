'use client'

import { Dialog } from '@base-ui/react/dialog'
import { CircleExclamationPoint, ExternalLink } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import dialog from './confirm-dialog.module.css'
import entrance from './entrance-form.module.css'
import { knownPerson } from './known-person.tsx'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodesLeft } from './recovery-codes-left.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { stepsInPlace } from './steps-in-place.ts'
import { type SignedIn, useSignIn } from './use-sign-in.ts'
import { useSsoWindow } from './use-sso-window.ts'

/** The whole sign-in of the person whose page this is, over the page: nobody else's would do for what they typed. */
export function RenewForm({ onRenewed, onCancel }: { onRenewed: () => void; onCancel: () => void }) {
  const [left, setLeft] = useState<number | null>(null)
  const onDone = useCallback(
    ({ recoveryCodesLeft }: SignedIn) => (recoveryCodesLeft === null ? onRenewed() : setLeft(recoveryCodesLeft)),
    [onRenewed],
  )
  const way = useSignIn(stepsInPlace, onDone)
  const [ssoProblem, setSsoProblem] = useState<string | null>(null)
  const sso = useSsoWindow(onRenewed, setSsoProblem)
  const person = knownPerson()
  return (
    <div className={dialog.body}>
      <Dialog.Title>Sign in again</Dialog.Title>
      {person ? (
        <p className={dialog.lead}>
          Your session has ended. Sign in as <b>{person.email}</b> to go on: nothing on this page is lost by it.
        </p>
      ) : (
        <p className={dialog.lead}>Your session has ended. Sign in again to go on.</p>
      )}
      {left !== null ? (
        <div className={entrance.form}>
          <RecoveryCodesLeft left={left} />
          <Button look="main" className={entrance.submit} onClick={onRenewed} autoFocus>
            Go on
          </Button>
        </div>
      ) : !person ? (
        <ButtonLink look="main" href="/sign-in" className={entrance.submit}>
          Sign in
        </ButtonLink>
      ) : way.offers ? (
        <SecondFactorForm offers={way.offers} onGive={way.giveSecondFactor} onStartOver={way.startOver} />
      ) : (
        <PasswordForm
          email={person.email}
          problem={way.problem}
          onPassword={way.givePassword}
          onPasskey={canUsePasskey() ? way.givePasskey : null}
          others={
            person.hasSso ? (
              <>
                {ssoProblem && (
                  <Note tone="bad" icon={CircleExclamationPoint} role="alert">
                    {ssoProblem}
                  </Note>
                )}
                <Button
                  icon={ExternalLink}
                  className={entrance.otherWay}
                  onClick={() => {
                    setSsoProblem(null)
                    void sso.go('sign_in', person.email)
                  }}
                >
                  {sso.isBusy ? 'Open single sign-on again' : 'Sign in with single sign-on'}
                </Button>
              </>
            ) : undefined
          }
        />
      )}
      {left === null && (
        <Button look="quiet" className={dialog.cancel} onClick={onCancel}>
          Not now
        </Button>
      )}
    </div>
  )
}

/** An address that is a number is no domain to WebAuthn. */
const canUsePasskey = () => !/^(\d+\.){3}\d+$|^\[/.test(window.location.hostname)
