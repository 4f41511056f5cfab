'use client'

import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useId, useRef } from 'react'
import { Apart } from '#components/references/apart.tsx'
import drawer from '#components/ui/drawer.module.css'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { MacroManagerProps } from './macro-choice.ts'
import { MacroPanel } from './macro-panel.tsx'
import styles from './macros.module.css'
import { useIsWide } from './use-is-wide.ts'

/**
 * Where macros and references are chosen from, by category, search and keyboard; what is chosen is put in at the cursor.
 * Beside an editor that has room for it, or a sheet over the page. A secret's value never gets here.
 */
export function MacroManager(props: MacroManagerProps) {
  return (
    <Apart>
      <BesideOrSheet {...props} />
    </Apart>
  )
}

function BesideOrSheet({ isOpen, isBeside, searchId, ...props }: MacroManagerProps) {
  const isWide = useIsWide()
  const ownId = useId()
  const id = searchId ?? ownId
  if (!isBeside || !isWide) return <Sheet {...props} isOpen={isOpen === true} searchId={id} />
  if (!isOpen) return null
  return (
    <aside className={styles.beside} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h2 id={`${id}-title`}>Macro Manager</h2>
        <IconButton label="Close Macro Manager" icon={X} iconSize={14} size="small" onClick={props.onClose} />
      </div>
      <MacroPanel {...props} searchId={id} />
    </aside>
  )
}

type SheetProps = Omit<MacroManagerProps, 'isOpen' | 'isBeside' | 'searchId'> & { isOpen: boolean; searchId: string }

function Sheet({ isOpen, onInsert, onClose, searchId, ...props }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null)
  // What was chosen goes in once the sheet is gone, and the page can have the focus again.
  const chosen = useRef<string | null>(null)
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open, { event, reason, cancel }) => {
        if (open) return
        const isOwn = event.target instanceof Element && event.target.closest('[data-keeps-escape]')
        if (reason === 'escape-key' && isOwn) cancel()
        else onClose()
      }}
      onOpenChangeComplete={(open) => {
        if (open || chosen.current === null) return
        onInsert(chosen.current)
        chosen.current = null
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={drawer.scrim} />
        <Dialog.Popup
          ref={popup}
          data-takes-keys=""
          className={drawer.drawer}
          initialFocus={(type) =>
            type === 'touch' ? popup.current : (popup.current?.querySelector<HTMLElement>('[data-autofocus]') ?? true)
          }
        >
          <div className={drawer.head}>
            <Dialog.Title className={drawer.title}>Macro Manager</Dialog.Title>
            <IconButton label="Close Macro Manager" icon={X} onClick={onClose} />
          </div>
          <MacroPanel
            {...props}
            searchId={searchId}
            onClose={onClose}
            onInsert={(text) => {
              chosen.current = text
              onClose()
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
