'use client'

import { Braces, KeyRound, Lock, type LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { CreateSecretForm } from '#components/secrets/create-secret-form.tsx'
import { Drawer, DrawerBody } from '#components/ui/drawer.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { VariableForm } from './variable-form.tsx'
import styles from './variables.module.css'

type Kind = 'variable' | 'secret'

type CreateNewDrawerProps = {
  isOpen: boolean
  mayCreateSecrets: boolean
  onClose: () => void
  onReopen: () => void
}

const titles = { variable: 'Create variable', secret: 'Create secret' } as const

/** The side panel of "Create New": a variable, or a secret. Who may not create secrets comes to the variable at once. */
export function CreateNewDrawer({ isOpen, mayCreateSecrets, onClose, onReopen }: CreateNewDrawerProps) {
  const [chosen, setChosen] = useState<Kind | null>(null)
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen)
    if (isOpen) setChosen(null)
  }
  const kind = chosen ?? (mayCreateSecrets ? null : 'variable')
  // The button that was pressed is gone.
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [chosen])
  return (
    <Drawer title={kind ? titles[kind] : 'Create new'} isOpen={isOpen} onClose={onClose} onReopen={onReopen}>
      {kind !== null && (
        <div ref={form} className={styles.form}>
          {kind === 'variable' ? <VariableForm /> : <CreateSecretForm />}
        </div>
      )}
      {kind === null && (
        <DrawerBody>
          <div className={styles.kinds}>
            <KindButton
              icon={Braces}
              label="Variable"
              text="Plain text that everyone of this domain can read and change. Write it as {{variables.name}}."
              onClick={() => setChosen('variable')}
            />
            <KindButton
              icon={KeyRound}
              label="Secret"
              text="A credential: encrypted, write-only, and put in when a request is sent. Write it as {secret:name}."
              onClick={() => setChosen('secret')}
            />
          </div>
          <p className={styles.aside}>
            <Icon of={Lock} size={14} />
            What a server asks for to let you in belongs into a secret.
          </p>
        </DrawerBody>
      )}
    </Drawer>
  )
}

type KindButtonProps = { icon: LucideIcon; label: string; text: string; onClick: () => void }

function KindButton({ icon, label, text, onClick }: KindButtonProps) {
  return (
    <button type="button" className={styles.kind} onClick={onClick}>
      <Icon of={icon} />
      <span>
        <b>{label}</b>
        <span>{text}</span>
      </span>
    </button>
  )
}
