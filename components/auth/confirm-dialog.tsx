'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState, useSyncExternalStore } from 'react'
import styles from '#components/ui/consequence.module.css'
import { useWhileOpen } from '#components/ui/use-while-open.ts'
import dialog from './confirm-dialog.module.css'
import { ConfirmForm } from './confirm-form.tsx'
import { EscapeStaysHere } from './escape-stays-here.tsx'
import { proofRequests, settleProof } from './proof-requests.ts'
import { RenewForm } from './renew-form.tsx'

/**
 * The one dialog in which somebody proves that it is still them, or signs in again, over whatever page they are on:
 * nothing of the page is lost by it. What asked for it goes on when it closes.
 */
export function ConfirmDialog() {
  const needed = useSyncExternalStore(proofRequests.subscribe, proofRequests.current, () => null)
  const { shown, settle } = useWhileOpen(needed !== null, needed)
  // Each time a form of its own, also over one that is still on its way out.
  const [wasOpen, setWasOpen] = useState(false)
  const [times, setTimes] = useState(0)
  if (wasOpen !== (needed !== null)) {
    setWasOpen(!wasOpen)
    if (!wasOpen) setTimes(times + 1)
  }
  const queries = useQueryClient()
  const popup = useRef<HTMLDivElement | null>(null)

  const onGiven = useCallback(() => {
    settleProof(true)
    // What could not be read while nobody was signed in, or just when the session got its new id.
    void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [queries])

  return (
    <Dialog.Root
      open={needed !== null}
      onOpenChange={(isOpen) => !isOpen && settleProof(false)}
      onOpenChangeComplete={settle}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={`${styles.scrim} ${dialog.above}`} forceRender />
        <Dialog.Viewport className={`${styles.viewport} ${dialog.above}`}>
          <Dialog.Popup
            ref={popup}
            className={styles.dialog}
            data-takes-keys=""
            initialFocus={() => popup.current?.querySelector<HTMLElement>('input:not([hidden])') ?? true}
          >
            <EscapeStaysHere of={popup} onEscape={() => settleProof(false)} />
            {shown === 'confirm' && (
              <ConfirmForm key={times} onConfirmed={onGiven} onCancel={() => settleProof(false)} />
            )}
            {shown === 'sign_in' && <RenewForm key={times} onRenewed={onGiven} onCancel={() => settleProof(false)} />}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
