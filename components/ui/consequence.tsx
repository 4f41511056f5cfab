'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, useRef } from 'react'
import { Button } from './button.tsx'
import styles from './consequence.module.css'

type ConsequenceProps = {
  isOpen: boolean
  /** A question that names the thing. */
  title: ReactNode
  /** What will happen, what breaks, what the way back is. The first child is read out as the description. */
  children: ReactNode
  confirm: string
  busyLabel?: string
  cancel?: string
  isBusy?: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that cannot be taken back easily. The safe choice has the focus; only the other is coloured. */
export function Consequence(props: ConsequenceProps) {
  const { isOpen, title, children, confirm, busyLabel, cancel = 'Cancel', isBusy = false, onConfirm, onCancel } = props
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && !isBusy && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.scrim} forceRender />
        <AlertDialog.Viewport className={styles.viewport}>
          <AlertDialog.Popup className={styles.dialog} initialFocus={safe} data-takes-keys="">
            <div className={styles.body}>
              <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
              {children}
            </div>
            <div className={styles.foot}>
              <Button ref={safe} onClick={onCancel}>
                {cancel}
              </Button>
              <Button look="danger" isBusy={isBusy} busyLabel={busyLabel} onClick={onConfirm}>
                {confirm}
              </Button>
            </div>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** The sentence that says what will happen. */
export function ConsequenceSentence({ children }: { children: ReactNode }) {
  return <AlertDialog.Description className={styles.sentence}>{children}</AlertDialog.Description>
}
