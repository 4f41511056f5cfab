'use client'

import { CircleExclamationPoint, ShieldAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { disconnectSsoAction } from '#app/(auth)/sso/actions.ts'
import { SsoButton } from '#components/auth/sso-button.tsx'
import { useAction } from '#components/data/use-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { SsoConnection } from '#lib/oidc/schema.ts'
import { AccountRow } from './account-row.tsx'
import styles from './sso-section.module.css'

type SsoSectionProps = {
  connection: SsoConnection | null
  /** A password or a passkey: without one, single sign-on is the only way in and stays. */
  hasOtherWay: boolean
  /** An organization that they came from asks for it. */
  isRequired: boolean
  /** Where to go then. */
  next: string | null
  /** Why they came back from the provider without what they went for. */
  problem: string | null
}

/** Single sign-on of a person's own account: connected or not, and the way to change it. */
export function SsoSection({ connection, hasOtherWay, isRequired, next, problem }: SsoSectionProps) {
  const { run, isBusy } = useAction(disconnectSsoAction)
  const [isAsking, setIsAsking] = useState(false)
  const [isGone, setIsGone] = useState(false)
  const [refusal, setRefusal] = useState<PublicError | null>(null)
  const router = useRouter()
  const toast = useToast()

  const disconnect = async () => {
    setRefusal(null)
    const result = await run(undefined)
    if (!result.ok) return setRefusal(result.error)
    setIsGone(true)
    setIsAsking(false)
    toast('Single sign-on is disconnected.')
    router.refresh()
  }

  return (
    <Section title="Single sign-on" id="single-sign-on">
      <Panel>
        <AccountRow
          title={connection ? 'Connected' : 'Not connected'}
          actions={
            connection ? (
              <>
                {isRequired && (
                  <SsoButton purpose="sign_in" next={next} look="main">
                    Sign in with it now
                  </SsoButton>
                )}
                {hasOtherWay && (
                  <Button
                    onClick={() => {
                      setRefusal(null)
                      setIsGone(false)
                      setIsAsking(true)
                    }}
                  >
                    Disconnect
                  </Button>
                )}
              </>
            ) : (
              <SsoButton purpose="connect" next={next ?? '/account'} {...(isRequired && { look: 'main' })}>
                Connect single sign-on
              </SsoButton>
            )
          }
        >
          {connection ? (
            <>
              With your account at your identity provider, since <DateText at={connection.connectedAt} />.{' '}
              {!hasOtherWay && 'It is your only way to sign in: to disconnect it, add a passkey first.'}
            </>
          ) : (
            'Connect your account at your identity provider, and sign in with it from then on.'
          )}
        </AccountRow>
        {(problem || isRequired) && (
          <div className={styles.said}>
            {isRequired && !problem && (
              <Note tone="warn" icon={ShieldAlert}>
                The organization that you came from asks for single sign-on.{' '}
                {connection ? 'Sign in with it, then you go on there.' : 'Connect it, then you go on there.'}
              </Note>
            )}
            {problem && (
              <Note tone="bad" icon={CircleExclamationPoint} role="alert">
                {problem}
              </Note>
            )}
          </div>
        )}
      </Panel>
      <Consequence
        isOpen={isAsking}
        title="Disconnect single sign-on?"
        confirm="Disconnect"
        busyLabel="Disconnecting…"
        isBusy={isBusy}
        problem={refusal}
        // The button that asked is gone.
        focusAfter={() => (isGone ? document.getElementById('single-sign-on') : null)}
        onConfirm={() => void disconnect()}
        onCancel={() => setIsAsking(false)}
      >
        <ConsequenceSentence>
          Your account at your identity provider signs nobody in here any more. An organization that asks for single
          sign-on is closed to you until you connect it again.
        </ConsequenceSentence>
      </Consequence>
    </Section>
  )
}
