'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { secretChoices } from '#components/references/choice-queries.ts'
import { CreateSecretDrawer } from '#components/secrets/create-secret-drawer.tsx'
import { Button } from '#components/ui/button.tsx'
import { InView } from '#components/ui/in-view.tsx'
import { Note } from '#components/ui/note.tsx'

type NoticedCredentialProps = {
  name: string
  value: string
  isBusy: boolean
  onKeep: () => void
  /** It is a secret now, so that no variable is needed. */
  onStored: () => void
}

/**
 * What looks like a credential in a variable: a variable's value is data, where a reference would stand for nothing, so the
 * way on is a secret in place of the variable.
 */
export function NoticedCredential({ name, value, isBusy, onKeep, onStored }: NoticedCredentialProps) {
  const place = useDomainPlace()
  const [isMaking, setIsMaking] = useState(false)
  const choices = useQuery(secretChoices(place, { q: '', purpose: 'webhook', host: null }))
  const mayCreate = choices.data?.mayCreate ?? false
  return (
    <InView>
      <Note
        tone="warn"
        icon={ShieldAlert}
        role="alert"
        actions={
          <>
            {mayCreate && (
              <Button size="small" icon={KeyRound} onClick={() => setIsMaking(true)}>
                Make it a secret
              </Button>
            )}
            <Button look="quiet" size="small" isBusy={isBusy} busyLabel="Saving…" onClick={onKeep}>
              Keep as text
            </Button>
          </>
        }
      >
        <p>
          <strong>Nothing was saved yet. What looks like a credential stands in plain text.</strong> Everybody of this
          domain could read it. A secret is named where it is sent, in place of this variable.
          {choices.data && !mayCreate && ' An admin can store it as one.'}
        </p>
      </Note>
      <CreateSecretDrawer
        isOpen={isMaking}
        onClose={() => setIsMaking(false)}
        onReopen={() => setIsMaking(true)}
        start={{ name: name.toLowerCase(), type: 'token', token: value }}
        onCreated={onStored}
      />
    </InView>
  )
}
