'use client'

import { CircleExclamationPoint } from 'lucide-react'
import { useState } from 'react'
import { disconnectSsoAction } from '#app/(auth)/sso/actions.ts'
import { noAnswer } from '#components/auth/show-refusal.ts'
import { SsoButton } from '#components/auth/sso-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DateText } from '#components/ui/date-text.tsx'
import { Note } from '#components/ui/note.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import type { SsoConnection } from '#lib/oidc/schema.ts'
import styles from './sso-section.module.css'

type SsoSectionProps = {
  connection: SsoConnection | null
  /** A password or a passkey: without one, single sign-on is the only way in and stays. */
  hasOtherWay: boolean
  /** What they came from that asks for single sign-on: where to go then. */
  next: string | null
  /** Why they came back from the provider without what they went for. */
  problem: string | null
}

/** Single sign-on of a person's own account: connected or not, and the way to change it. */
export function SsoSection({ connection, hasOtherWay, next, problem }: SsoSectionProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const shown = refusal ?? problem

  const disconnect = async () => {
    setIsBusy(true)
    const result = await disconnectSsoAction(undefined).catch(() => ({ ok: false as const, error: noAnswer }))
    setIsBusy(false)
    setRefusal(result.ok ? null : result.error.message)
  }

  return (
    <Section title="Single sign-on" id="single-sign-on">
      <Panel className={styles.panel}>
        {shown && (
          <Note tone="bad" icon={CircleExclamationPoint} role={refusal ? 'alert' : undefined}>
            {shown}
          </Note>
        )}
        {connection ? (
          <>
            <p>
              Connected since <DateText at={connection.connectedAt} />
              {connection.lastUsedAt && (
                <>
                  , last used <DateText at={connection.lastUsedAt} />
                </>
              )}
              .
            </p>
            <div className={styles.actions}>
              {next !== null && (
                <SsoButton purpose="sign_in" next={next} look="main">
                  Sign in with single sign-on
                </SsoButton>
              )}
              {hasOtherWay ? (
                <Button isBusy={isBusy} busyLabel="Disconnecting" onClick={disconnect}>
                  Disconnect
                </Button>
              ) : (
                <p className={styles.hint}>It is your only way to sign in. To disconnect it, add a passkey first.</p>
              )}
            </div>
          </>
        ) : (
          <>
            <p>Connect your account at your organization’s identity provider, and sign in with it from then on.</p>
            <div className={styles.actions}>
              <SsoButton purpose="connect" next={next ?? '/account'} {...(next !== null && { look: 'main' })}>
                Connect single sign-on
              </SsoButton>
            </div>
          </>
        )}
      </Panel>
    </Section>
  )
}
