'use client'

import { useState } from 'react'
import { focusWhenGone } from '#components/approvals/focus-when-gone.ts'
import { useHostDecisions } from '#components/approvals/use-host-decisions.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { SecretDetails } from '#lib/secrets/schema.ts'
import styles from './approved-hosts.module.css'

/** The hosts to which a secret without allowed domains may go whoever aims it there, and the way to end that. */
export function ApprovedHosts({ secret, mayWithdraw }: { secret: SecretDetails; mayWithdraw: boolean }) {
  const { withdraw, isBusy } = useHostDecisions()
  const [chosen, setChosen] = useState<string | null>(null)
  const { id: secretId, name: secretName } = secret
  return (
    <ul id="approved-hosts" tabIndex={-1} className={styles.hosts}>
      {secret.approvedHosts.map(({ host, approvedAt, approvedByName }) => (
        <li key={host}>
          <div className={styles.text}>
            <code>{host}</code>
            <p className={styles.by}>
              {approvedByName}, <RelativeTime at={approvedAt} />
            </p>
          </div>
          {mayWithdraw && (
            <Button
              look="quiet"
              size="small"
              isBusy={isBusy && chosen === host}
              onClick={({ currentTarget }) => {
                if (isBusy) return
                setChosen(host)
                focusWhenGone(currentTarget, 'approved-hosts')
                void withdraw({ secretId, secretName, domain: secret.domain?.slug, host })
              }}
              aria-label={`Withdraw the approval of ${host}`}
            >
              Withdraw
            </Button>
          )}
        </li>
      ))}
      {secret.allowedHosts.length > 0 && (
        <li className={styles.by}>Without effect while the current value names its allowed domains.</li>
      )}
    </ul>
  )
}
