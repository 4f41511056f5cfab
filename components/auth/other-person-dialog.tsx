'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import styles from '#components/ui/consequence.module.css'
import { useWhileOpen } from '#components/ui/use-while-open.ts'
import dialog from './confirm-dialog.module.css'
import { EscapeStaysHere } from './escape-stays-here.tsx'

type OtherPersonDialogProps = {
  /** Whose page this is. */
  email: string
  /** Who is signed in now; null: closed. */
  other: string | null
  onClose: () => void
}

/** Says over a page with something typed on it that it is no longer its person who would submit that. */
export function OtherPersonDialog({ email, other, onClose }: OtherPersonDialogProps) {
  const { shown, settle } = useWhileOpen(other !== null, other)
  const popup = useRef<HTMLDivElement | null>(null)
  return (
    <Dialog.Root open={other !== null} onOpenChange={(open) => !open && onClose()} onOpenChangeComplete={settle}>
      <Dialog.Portal>
        <Dialog.Backdrop className={`${styles.scrim} ${dialog.above}`} forceRender />
        <Dialog.Viewport className={`${styles.viewport} ${dialog.above}`}>
          <Dialog.Popup ref={popup} className={styles.dialog} data-takes-keys="">
            <EscapeStaysHere of={popup} onEscape={onClose} />
            <div className={styles.body}>
              <Dialog.Title className={styles.title}>You are signed in as {shown} in another tab</Dialog.Title>
              <Dialog.Description>
                This page is still that of {email}. What you submit on it would be done as {shown}. Loaded anew, it
                forgets what is typed here.
              </Dialog.Description>
            </div>
            <div className={styles.foot}>
              <Button onClick={onClose}>Stay here</Button>
              <Button look="main" onClick={() => window.location.reload()}>
                Reload
              </Button>
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
