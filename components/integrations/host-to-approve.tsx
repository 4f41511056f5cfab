'use client'

import { CircleCheck, Clock, Play } from 'lucide-react'
import { useState } from 'react'
import { type HostForSecret, useHostDecisions } from '#components/approvals/use-host-decisions.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import styles from './test-result.module.css'

type HostToApproveProps = {
  chosen: HostForSecret
  /** Who may approve it; `may`: the person at this page. */
  approver: { may: boolean; names: string[] }
  onTest: () => void
}

/** The way on from a host that is not approved: one click for whoever may, and whom to ask for others. */
export function HostToApprove({ chosen, approver, onTest }: HostToApproveProps) {
  const { approve, isBusy } = useHostDecisions()
  const [isApproved, setIsApproved] = useState(false)
  const { host, secretName } = chosen
  if (isApproved)
    return (
      <Note
        tone="ok"
        icon={CircleCheck}
        className={styles.refusal}
        role="status"
        actions={
          <Button size="small" icon={Play} onClick={onTest}>
            Test again
          </Button>
        }
      >
        <p>
          <code>{host}</code> is approved for <code>{secretName}</code>, from the next send on.
        </p>
      </Note>
    )
  if (!approver.may)
    return (
      <Note tone="info" icon={Clock} className={styles.refusal}>
        <p>
          <code>{host}</code> waits for approval.
          {approver.names.length > 0 &&
            ` ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(approver.names)} can approve it on the Health page.`}
        </p>
      </Note>
    )
  return (
    <div className={styles.approve}>
      <Button
        isBusy={isBusy}
        busyLabel="Approving…"
        onClick={async () => {
          if (await approve(chosen, () => setIsApproved(false))) setIsApproved(true)
        }}
      >
        Approve {host}
      </Button>
      <p>
        <code>{secretName}</code> may then be sent there by every request that names it.
      </p>
    </div>
  )
}
