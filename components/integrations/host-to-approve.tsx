'use client'

import { CircleCheck, Clock, Play } from 'lucide-react'
import { useCallback, useState } from 'react'
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
  const { approve, undo, isBusy } = useHostDecisions()
  const [state, setState] = useState<'waiting' | 'approved' | 'undone'>('waiting')
  // The button that was pressed is gone.
  const focus = useCallback((button: HTMLButtonElement | null) => button?.focus(), [])
  const { host, secretName } = chosen
  if (state === 'approved')
    return (
      <Note
        tone="ok"
        icon={CircleCheck}
        className={styles.refusal}
        role="status"
        actions={
          <>
            <Button size="small" icon={Play} onClick={onTest} ref={focus}>
              Test again
            </Button>
            <Button
              size="small"
              look="quiet"
              isBusy={isBusy}
              onClick={async () => {
                if (await undo(chosen)) setState('undone')
              }}
            >
              Undo
            </Button>
          </>
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
        ref={state === 'undone' ? focus : undefined}
        onClick={async () => {
          if (await approve(chosen)) setState('approved')
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
