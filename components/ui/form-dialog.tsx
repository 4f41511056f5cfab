'use client'

import { Dialog } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import type { PublicError } from '#lib/core/result.ts'
import { Button } from './button.tsx'
import styles from './consequence.module.css'
import { SaveProblem } from './save-problem.tsx'
import { useWhileOpen } from './use-while-open.ts'

type FormDialogProps = {
  isOpen: boolean
  title: ReactNode
  children: ReactNode
  confirm: string
  busyLabel?: string
  isBusy?: boolean
  /** Why it could not be done. */
  problem?: PublicError | null
  onSubmit: () => void
  onCancel: () => void
}

/** A short form in the middle of the page: the first field has the focus, Esc leaves it as it was. */
export function FormDialog(props: FormDialogProps) {
  const { isOpen, onSubmit, onCancel } = props
  const { shown, settle } = useWhileOpen(isOpen, props)
  const { title, children, confirm, busyLabel, isBusy = false, problem } = shown
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && !isBusy && onCancel()} onOpenChangeComplete={settle}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} forceRender />
        <Dialog.Viewport className={styles.viewport}>
          <Dialog.Popup
            ref={popup}
            className={styles.dialog}
            data-takes-keys=""
            initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-autofocus]') ?? true}
          >
            <form
              method="post"
              autoComplete="off"
              noValidate
              onSubmit={(event) => {
                event.preventDefault()
                // A form inside a portal also bubbles to the forms around it in React's tree.
                event.stopPropagation()
                if (isOpen && !isBusy) onSubmit()
              }}
              onBlur={(event) => event.stopPropagation()}
              onChange={(event) => event.stopPropagation()}
            >
              <div className={styles.body}>
                <Dialog.Title className={styles.title}>{title}</Dialog.Title>
                {children}
                {problem && (
                  <div className={styles.problem}>
                    <SaveProblem error={problem} />
                  </div>
                )}
              </div>
              <div className={styles.foot}>
                <Button aria-disabled={isBusy || undefined} onClick={isBusy ? undefined : onCancel}>
                  Cancel
                </Button>
                <Button type="submit" look="main" isBusy={isBusy} busyLabel={busyLabel}>
                  {confirm}
                </Button>
              </div>
            </form>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
