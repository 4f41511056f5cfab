'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Replace, TextCursorInput } from 'lucide-react'
import { useState } from 'react'
import { renameSecretAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { Note } from '#components/ui/note.tsx'
import { noAssistance, TextField } from '#components/ui/text-field.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import { nameProblem } from '#lib/secrets/names.ts'
import type { RenamePreview, SecretChanged, SecretListItem } from '#lib/secrets/schema.ts'
import { CallerNote } from './caller-note.tsx'
import styles from './rename-secret-dialog.module.css'
import { renamePreview, secretsKey } from './secret-queries.ts'
import { ShortPlaceList } from './short-place-list.tsx'

type RenameSecretDialogProps = {
  /** The organization's secret to rename; null: closed. */
  secret: Pick<SecretListItem, 'id' | 'name' | 'rowVersion'> | null
  organizationName: string
  onClose: () => void
  onRenamed?: (changed: SecretChanged) => void
}

/** Gives a secret of the organization another name, and shows first which places are rewritten with it. */
export function RenameSecretDialog({ secret, organizationName, onClose, onRenamed }: RenameSecretDialogProps) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const { answer, isBusy, problem, setProblem } = useQuestion(secret, renameSecretAction, (secret) => {
    setName(secret.name)
    setIsAsked(false)
  })

  const paused = usePaused(name, 300)
  const isSame = name === secret?.name
  const wrong = nameProblem(name)
  const preview = useQuery({
    ...renamePreview(place, secret?.id ?? '', paused),
    enabled: secret !== null && paused === name && wrong === null && !isSame,
    staleTime: 0,
  })
  const shown = paused === name && wrong === null && !isSame ? preview.data : undefined
  const refused = shown?.problem ?? null
  const error =
    problem?.fields.name ??
    refused ??
    ((name !== secret?.name && name !== '') || isAsked ? wrong : null) ??
    (isAsked && isSame ? 'This is its name already. Enter another.' : null)

  const rename = async () => {
    setIsAsked(true)
    if (!secret || isSame || wrong !== null || refused !== null || (shown?.captured.length ?? 0) > 0) {
      document.getElementById('new-name')?.querySelector('input')?.focus()
      return
    }
    const result = await answer({
      organization: place.organization,
      id: secret.id,
      rowVersion: secret.rowVersion,
      name,
    })
    if (!result.ok) {
      void preview.refetch()
      return
    }
    onClose()
    toast(
      <>
        <code>{secret.name}</code> is <code>{result.data.name}</code> now.
      </>,
      { icon: TextCursorInput },
    )
    onRenamed?.(result.data)
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
  }

  return (
    <FormDialog
      problem={problem && Object.keys(problem.fields).length === 0 ? problem : null}
      isOpen={secret !== null}
      title={
        <>
          Rename <code>{secret?.name}</code>
        </>
      }
      confirm="Rename"
      busyLabel="Renaming…"
      isBusy={isBusy}
      onSubmit={() => void rename()}
      onCancel={onClose}
    >
      <div id="new-name">
        <TextField
          label="New name"
          isMono
          hint="Letters, numbers, underscores, hyphens and dots. The letter case is kept."
          error={error}
          data-autofocus=""
          {...noAssistance}
          name="newName"
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value)
            setProblem(null)
          }}
        />
      </div>
      <div className={styles.preview} role="status">
        {preview.isError && !isSame && wrong === null ? (
          <LoadProblem error={preview.error} onRetry={() => void preview.refetch()} />
        ) : shown ? (
          <Effect preview={shown} organizationName={organizationName} />
        ) : (
          <p>
            {isSame || wrong !== null
              ? 'Every stored reference to it is rewritten with it.'
              : 'Looking for the places that name it…'}
          </p>
        )}
      </div>
      <p className={styles.reserved}>The old name stays reserved for 90 days.</p>
    </FormDialog>
  )
}

function Effect({ preview, organizationName }: { preview: RenamePreview; organizationName: string }) {
  const { places, callers, captured } = preview
  if (captured.length > 0) {
    return (
      <Note tone="bad" icon={Replace}>
        <p>
          <strong>It cannot have this name.</strong> Domain secrets of the same name would catch its references:
        </p>
        <ul className={styles.captured}>
          {captured.map((each) => (
            <li key={`${each.domainName} ${each.name}`}>
              <code>{each.name}</code> in {each.domainName}, {each.places === 1 ? '1 place' : `${each.places} places`}
            </li>
          ))}
        </ul>
        <p>Choose another name, or delete them first.</p>
      </Note>
    )
  }
  return (
    <>
      {places.length === 0 ? (
        <p>
          No place in {organizationName} names it{callers.length === 0 && ', so nothing else changes'}.
        </p>
      ) : (
        <>
          <h3>
            {places.length === 1 ? '1 place is rewritten with it' : `${places.length} places are rewritten with it`}
          </h3>
          <ShortPlaceList places={places} hasDomain />
        </>
      )}
      {callers.length > 0 && <CallerNote callers={callers} />}
    </>
  )
}
