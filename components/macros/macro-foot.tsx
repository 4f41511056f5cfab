'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { referenceText } from '#components/references/reference-forms.ts'
import { CreateSecretDrawer } from '#components/secrets/create-secret-drawer.tsx'
import { Button } from '#components/ui/button.tsx'
import { Drawer } from '#components/ui/drawer.tsx'
import { VariableForm } from '#components/variables/variable-form.tsx'
import type { MacroCategory, MacroManagerProps } from './macro-choice.ts'
import styles from './macros.module.css'

type MacroFootProps = Pick<MacroManagerProps, 'form' | 'onInsert'> & {
  category: MacroCategory
  mayCreateSecrets: boolean
}

/** The way to something new, and what becomes of what is chosen. */
export function MacroFoot({ category, form, mayCreateSecrets, onInsert }: MacroFootProps) {
  const [isCreating, setIsCreating] = useState(false)
  const open = () => setIsCreating(true)
  const close = () => setIsCreating(false)
  if (category === 'variables')
    return (
      <div className={styles.foot}>
        <Button look="quiet" size="small" icon={Plus} className={styles.create} onClick={open}>
          Create variable
        </Button>
        <p>A variable is plain text that everyone of this domain can read.</p>
        <Drawer title="Create variable" isOpen={isCreating} onClose={close} onReopen={open}>
          <VariableForm />
        </Drawer>
      </div>
    )
  if (category === 'secrets')
    return (
      <div className={styles.foot}>
        {mayCreateSecrets && (
          <Button look="quiet" size="small" icon={Plus} className={styles.create} onClick={open}>
            Create new secret
          </Button>
        )}
        <p>
          {form === 'template'
            ? 'Postern puts the value in when the message is sent. It never appears here or in the preview.'
            : 'Postern puts the value in when the request is sent. It never appears here.'}
        </p>
        <CreateSecretDrawer
          isOpen={isCreating}
          onClose={close}
          onReopen={open}
          start={{ purpose: 'any' }}
          // Of the others a part is chosen first: they stand in the list now.
          onCreated={({ name, type }) => type === 'token' && onInsert(referenceText(form, { name, part: null }))}
        />
      </div>
    )
  return (
    <div className={styles.foot}>
      <p>
        {category === 'steps'
          ? 'What an earlier step answered is put in as data: nothing in it is read as a reference.'
          : 'What it stands for is put in as data: nothing in it is read as a reference or a macro.'}
      </p>
    </div>
  )
}
