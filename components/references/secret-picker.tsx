'use client'

import { Popover } from '@base-ui/react/popover'
import { KeyRound } from 'lucide-react'
import { type ReactElement, type SyntheticEvent, useRef, useState } from 'react'
import { PlaceContext } from '#components/data/place-context.tsx'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { CreateSecretDrawer } from '#components/secrets/create-secret-drawer.tsx'
import { EditSecretDrawer } from '#components/secrets/edit-secret-drawer.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SecretChoice } from '#lib/choices/schema.ts'
import type { ChosenSecret } from './chosen-secret.ts'
import { PickerPanel } from './picker-panel.tsx'
import styles from './secret-picker.module.css'

export type SecretPickerProps = {
  /** Where it is put, for assistive technology: "Header 2 value". */
  into: string
  purpose: 'integration' | 'webhook'
  /** Where it would be sent, as URL.host has it; null: not known. */
  host: string | null
  /** A pair may stand there whole: behind Basic. */
  takesPair?: boolean
  /** In place of the button "Add Secret". */
  trigger?: ReactElement<Record<string, unknown>>
  /** Called once it has closed: whoever calls puts it in and takes the focus. */
  onChoose: (chosen: ChosenSecret) => void
}

/** The button "Add Secret": search, choose, create one, or give one a new value, without leaving the page. */
export function SecretPicker({ into, purpose, host, takesPair = false, trigger, onChoose }: SecretPickerProps) {
  const { organization } = useDomainPlace()
  const [isOpen, setIsOpen] = useState(false)
  const [isCreating, setIsCreating] = useState(false)
  // While its drawer closes, it still is of the place that it was of.
  const [edited, setEdited] = useState<SecretChoice | null>(null)
  const [isEditing, setIsEditing] = useState(false)
  const [container, setContainer] = useState<HTMLElement | null>(null)
  // What was chosen keeps the focus from going back to the button.
  const chosen = useRef<ChosenSecret | null>(null)
  // What is opened once it has closed.
  const next = useRef<'create' | SecretChoice | null>(null)
  const choose = (secret: ChosenSecret) => {
    chosen.current = secret
    setIsOpen(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events from the form around it
    <span className={styles.apart} onChange={stop} onBlur={stop} onSubmit={stop}>
      <Popover.Root
        open={isOpen}
        onOpenChange={(open, { trigger: button }) => {
          // Inside a landmark, as all content; inside the dialog if there is one, since the rest is out of reach then.
          if (open) setContainer(button?.closest<HTMLElement>('[role="dialog"]') ?? document.getElementById('main'))
          chosen.current = null
          next.current = null
          setIsOpen(open)
        }}
        onOpenChangeComplete={(open) => {
          const secret = chosen.current
          chosen.current = null
          if (open) return
          if (secret) onChoose(secret)
          // Only now: the focus is back on the button, to which the drawer returns it.
          const drawer = next.current
          next.current = null
          if (drawer === 'create') setIsCreating(true)
          else if (drawer) {
            setEdited(drawer)
            setIsEditing(true)
          }
        }}
      >
        <Popover.Trigger
          aria-description={into}
          render={
            trigger ?? (
              <Button look="quiet" size="small" icon={KeyRound}>
                Add Secret
              </Button>
            )
          }
        />
        <Popover.Portal container={container}>
          <Popover.Positioner className={styles.positioner} align="end" sideOffset={4} collisionPadding={8}>
            <Popover.Popup
              className={styles.popup}
              aria-label="Choose a secret"
              data-takes-keys=""
              finalFocus={() => chosen.current === null}
            >
              <PickerPanel
                purpose={purpose}
                host={host}
                takesPair={takesPair}
                onChoose={choose}
                onCreate={() => {
                  next.current = 'create'
                  setIsOpen(false)
                }}
                onEdit={(secret) => {
                  next.current = secret
                  setIsOpen(false)
                }}
              />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <CreateSecretDrawer
        isOpen={isCreating}
        onClose={() => setIsCreating(false)}
        onReopen={() => setIsCreating(true)}
        start={{ purpose: 'any' }}
        onCreated={({ name, type }) => onChoose({ name, type, part: null })}
      />
      <PlaceContext value={edited?.level === 'organization' ? { organization } : null}>
        <EditSecretDrawer
          id={isEditing && edited ? edited.id : null}
          onClose={() => setIsEditing(false)}
          onReopen={() => setIsEditing(true)}
        />
      </PlaceContext>
    </span>
  )
}

const stop = (event: SyntheticEvent) => event.stopPropagation()
