'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, type RefObject, type SyntheticEvent, useRef } from 'react'
import type { PublicError } from '#lib/core/result.ts'
import { Button } from './button.tsx'
import styles from './consequence.module.css'
import { Icon } from './icon.tsx'
import { SaveProblem } from './save-problem.tsx'
import { useWhileOpen } from './use-while-open.ts'

type ConsequenceProps = {
  isOpen: boolean
  /** A question that names the thing. */
  title: ReactNode
  /** What will happen, what breaks, what the way back is. The first child is read out as the description. */
  children: ReactNode
  confirm: string
  /** What can be taken back easily is not coloured as a danger. */
  look?: 'danger' | 'main'
  busyLabel?: string
  cancel?: string
  isBusy?: boolean
  /** Something on screen has to be done first: a name typed. */
  isOff?: boolean
  /** What has the focus at first, if it is not the safe choice: a field that must be filled. */
  focus?: RefObject<HTMLElement | null>
  /** Where the focus goes afterwards, if what asked is gone by then; null: back to what asked. */
  focusAfter?: () => HTMLElement | null
  /** Why it could not be done. */
  problem?: PublicError | null
  onConfirm: () => void
  onCancel: () => void
}

const refuseSubmit = (event: SyntheticEvent) => {
  event.preventDefault()
  event.stopPropagation()
}

/** Asks before something that cannot be taken back easily. The safe choice has the focus; only the other is coloured. */
export function Consequence(props: ConsequenceProps) {
  const { isOpen, focus, focusAfter, onConfirm, onCancel } = props
  const { shown, settle } = useWhileOpen(isOpen, props)
  const { title, children, confirm, look = 'danger', busyLabel, cancel = 'Cancel' } = shown
  const { isBusy = false, isOff = false, problem } = shown
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog.Root
      open={isOpen}
      onOpenChange={(open) => !open && !isBusy && onCancel()}
      onOpenChangeComplete={settle}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.scrim} forceRender />
        <AlertDialog.Viewport className={styles.viewport}>
          <AlertDialog.Popup
            className={styles.dialog}
            initialFocus={() => focus?.current ?? safe.current}
            finalFocus={focusAfter}
            data-takes-keys=""
            // On its way out it shows what it showed last, and that must not run any more: Enter in a field of it, say.
            onSubmitCapture={isOpen ? undefined : refuseSubmit}
          >
            <div className={styles.body}>
              <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
              {children}
              {problem && (
                <div className={styles.problem}>
                  <SaveProblem error={problem} />
                </div>
              )}
            </div>
            <div className={styles.foot}>
              <Button ref={safe} aria-disabled={isBusy || undefined} onClick={isBusy ? undefined : onCancel}>
                {cancel}
              </Button>
              <Button
                look={look}
                isBusy={isBusy}
                busyLabel={busyLabel}
                aria-disabled={isOff || undefined}
                onClick={isOff || !isOpen ? undefined : onConfirm}
              >
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
  return <AlertDialog.Description>{children}</AlertDialog.Description>
}

/** What becomes of it, or the way back. */
export function ConsequenceWay({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <p className={styles.way}>
      <Icon of={icon} size={14} />
      <span>{children}</span>
    </p>
  )
}
