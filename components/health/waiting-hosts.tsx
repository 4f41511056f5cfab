'use client'

import { ShieldQuestionMark } from 'lucide-react'
import { useState } from 'react'
import { focusWhenGone } from '#components/approvals/focus-when-gone.ts'
import { useHostDecisions } from '#components/approvals/use-host-decisions.tsx'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Panel, Section } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { HealthReport } from '#lib/health/schema.ts'
import styles from './do-first.module.css'
import { SecretLink } from './secret-link.tsx'

type WaitingHostsProps = { waiting: HealthReport['waiting']; organization: string }

/** Hosts to which sends were refused until somebody who may change the secret approves them. */
export function WaitingHosts({ waiting, organization }: WaitingHostsProps) {
  const { approveAndSay, decline, isBusy } = useHostDecisions()
  const [decided, setDecided] = useState<string | null>(null)
  return (
    <Section title="Hosts waiting for approval" id="waiting-hosts">
      <Panel>
        <ul className={styles.list}>
          {waiting.items.map((item) => {
            const { secretId, secretName, domain, host, requestedAt, requestedByName, requestedFor, requestedIn } = item
            const key = `${secretId} ${host}`
            const chosen = { secretId, secretName, domain: domain?.slug, host }
            const decide = (button: Element, decision: typeof decline) => {
              if (isBusy) return
              setDecided(key)
              focusWhenGone(button, 'waiting-hosts')
              void decision(chosen)
            }
            const isDeciding = isBusy && decided === key
            return (
              <li key={key}>
                <span className={styles.sign} data-tone="warn">
                  <Icon of={ShieldQuestionMark} size={14} />
                </span>
                <div className={styles.text}>
                  <p>
                    <SecretLink secret={{ id: secretId, name: secretName, domain }} organization={organization} /> would
                    go to <code>{host}</code>
                  </p>
                  <p className={styles.why}>
                    Asked for by {requestedByName}, for {requestedFor} in {requestedIn},{' '}
                    <RelativeTime at={requestedAt} />.
                  </p>
                </div>
                <div className={styles.decisions}>
                  <Button
                    size="small"
                    isBusy={isDeciding}
                    onClick={({ currentTarget }) => decide(currentTarget, approveAndSay)}
                    aria-label={`Approve ${host} for ${secretName}`}
                  >
                    Approve
                  </Button>
                  <Button
                    size="small"
                    look="quiet"
                    onClick={({ currentTarget }) => decide(currentTarget, decline)}
                    aria-label={`Decline ${host} for ${secretName}`}
                  >
                    Decline
                  </Button>
                </div>
              </li>
            )
          })}
        </ul>
        {waiting.count > waiting.items.length && (
          <p className={styles.none}>The {waiting.items.length} that were asked for last.</p>
        )}
      </Panel>
    </Section>
  )
}
