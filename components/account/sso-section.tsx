'use client'

import { CircleExclamationPoint, ShieldAlert } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { disconnectSsoAction } from '#app/(auth)/sso/actions.ts'
import { SsoButton } from '#components/auth/sso-button.tsx'
import { useAction } from '#components/data/use-action.ts'
import { Button } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { useToast } from '#components/ui/toast.tsx'
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
  const [refusal, setRefusal] = useState<string | null>(null)
  const router = useRouter()
  const toast = useToast()
  const shown = refusal ?? problem

  const disconnect = async () => {
    const result = await run(undefined)
    setRefusal(result.ok ? null : result.error.message)
    if (!result.ok) return
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
                  <Button isBusy={isBusy} busyLabel="Disconnecting…" onClick={() => void disconnect()}>
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
        {(shown || isRequired) && (
          <div className={styles.said}>
            {isRequired && !shown && (
              <Note tone="warn" icon={ShieldAlert}>
                The organization that you came from asks for single sign-on.{' '}
                {connection ? 'Sign in with it, then you go on there.' : 'Connect it, then you go on there.'}
              </Note>
            )}
            {shown && (
              <Note tone="bad" icon={CircleExclamationPoint} role="alert">
                {shown}
              </Note>
            )}
          </div>
        )}
      </Panel>
    </Section>
  )
}
