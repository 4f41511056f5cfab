'use client'

import { CircleCheck, ShieldOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { beginTotpAction, removeTotpAction, replaceRecoveryCodesAction } from '#app/account/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { AccountSecurity } from '#lib/auth/schema.ts'
import type { PublicError } from '#lib/core/result.ts'
import { AccountRow } from './account-row.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { TotpDialog } from './totp-dialog.tsx'

type Asking = 'remove' | 'codes' | null

/** The authenticator app, and the codes for when it is lost. */
export function SecondFactorSection({ hasTotp, passkeys, recoveryCodesLeft, requiredBy }: AccountSecurity) {
  const router = useRouter()
  const toast = useToast()
  const begin = useAction(beginTotpAction)
  const remove = useAction(removeTotpAction)
  const replace = useAction(replaceRecoveryCodesAction)
  const [pending, setPending] = useState<{ uri: string; text: string } | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const [asking, setAsking] = useState<Asking>(null)
  const [isRemoved, setIsRemoved] = useState(false)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const hasAny = hasTotp || passkeys.length > 0
  const isLast = hasTotp && passkeys.length === 0

  const setUp = async () => {
    setProblem(null)
    const result = await begin.run(null)
    if (result.ok) setPending(result.data)
    else setProblem(result.error)
  }
  const confirmRemoval = async () => {
    setProblem(null)
    const result = await remove.run(null)
    if (!result.ok) return setProblem(result.error)
    setIsRemoved(true)
    setAsking(null)
    toast('The authenticator app is removed.')
    router.refresh()
  }
  const makeCodes = async () => {
    setProblem(null)
    const result = await replace.run(null)
    if (!result.ok) return setProblem(result.error)
    setAsking(null)
    setCodes(result.data.recoveryCodes)
    router.refresh()
  }
  const ask = (next: Asking) => {
    setProblem(null)
    setIsRemoved(false)
    setAsking(next)
  }

  return (
    <Section title="Second factor" id="account-second-factor">
      {problem && asking === null && <SaveProblem error={problem} />}
      <Panel>
        <AccountRow
          title={
            <>
              Authenticator app
              {hasTotp ? (
                <Badge tone="ok" icon={CircleCheck}>
                  Set up
                </Badge>
              ) : (
                <Badge tone="mute" icon={ShieldOff}>
                  Not set up
                </Badge>
              )}
            </>
          }
          actions={
            <>
              <Button isBusy={begin.isBusy} busyLabel="Making a key…" onClick={() => void setUp()}>
                {hasTotp ? 'Set up another app' : 'Set up'}
              </Button>
              {hasTotp && <Button onClick={() => ask('remove')}>Remove</Button>}
            </>
          }
        >
          {hasTotp
            ? 'After your password, you are asked for the code that it shows.'
            : 'A code that your phone shows, asked for after your password.'}
        </AccountRow>
        <AccountRow
          title="Recovery codes"
          actions={
            hasAny && (
              <Button
                isBusy={replace.isBusy && asking === null}
                onClick={() => (recoveryCodesLeft > 0 ? ask('codes') : void makeCodes())}
              >
                Make new codes
              </Button>
            )
          }
        >
          {hasAny
            ? `${recoveryCodesLeft === 0 ? 'None is' : recoveryCodesLeft === 1 ? 'One is' : `${recoveryCodesLeft} are`} left. Each stands in once for your app or passkey.`
            : 'You get ten with your first authenticator app or passkey, for when it is lost.'}
        </AccountRow>
      </Panel>
      <TotpDialog
        pending={pending}
        onClose={() => setPending(null)}
        onSetUp={(recoveryCodes) => {
          setPending(null)
          setCodes(recoveryCodes)
          toast('The authenticator app is set up.')
          router.refresh()
        }}
      />
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
      <Consequence
        isOpen={asking === 'remove'}
        title="Remove the authenticator app?"
        confirm="Remove"
        busyLabel="Removing…"
        isBusy={remove.isBusy}
        problem={problem}
        // The button that asked is gone.
        focusAfter={() => (isRemoved ? document.getElementById('account-second-factor') : null)}
        onConfirm={() => void confirmRemoval()}
        onCancel={() => ask(null)}
      >
        <ConsequenceSentence>
          {isLast
            ? requiredBy.length > 0
              ? `It is your last second factor, and ${new Intl.ListFormat('en').format(requiredBy)} ${requiredBy.length === 1 ? 'asks' : 'ask'} for one: add a passkey first.`
              : 'It is your last second factor: from then on your password alone signs you in, and your recovery codes stop working.'
            : 'Its codes stop working. Your passkeys still sign you in.'}
        </ConsequenceSentence>
      </Consequence>
      <Consequence
        isOpen={asking === 'codes'}
        title="Make new recovery codes?"
        confirm="Make new codes"
        look="main"
        busyLabel="Making codes…"
        isBusy={replace.isBusy}
        problem={problem}
        onConfirm={() => void makeCodes()}
        onCancel={() => ask(null)}
      >
        <ConsequenceSentence>
          {recoveryCodesLeft === 1
            ? 'The one that is left stops working.'
            : `The ${recoveryCodesLeft} that are left stop working.`}
        </ConsequenceSentence>
      </Consequence>
    </Section>
  )
}
