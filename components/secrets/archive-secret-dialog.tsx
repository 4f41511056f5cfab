'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { useState } from 'react'
import { archiveSecretAction } from '#app/(console)/[organization]/[domain]/settings/security/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { usePlace } from '#components/data/use-place.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { SaveProblem } from '#components/ui/save-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { SecretListItem } from '#lib/secrets/schema.ts'
import styles from './archive-secret-dialog.module.css'
import { PlaceList } from './place-list.tsx'
import { secretDetails, secretsKey } from './secret-queries.ts'

type ArchiveSecretDialogProps = {
  /** The secret to archive; null: closed. */
  secret: Pick<SecretListItem, 'id' | 'name' | 'rowVersion'> | null
  domainName: string
  onClose: () => void
  /** The row is gone from the list, and with it what had the focus. */
  onArchived?: () => void
}

/** Asks before a secret is archived, and says which places stop working. */
export function ArchiveSecretDialog({ secret, domainName, onClose, onArchived }: ArchiveSecretDialogProps) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(archiveSecretAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  // While it closes, it still shows what it was about.
  const [last, setLast] = useState(secret)
  if (secret && secret !== last) {
    setLast(secret)
    setProblem(null)
  }
  const details = useQuery({
    ...secretDetails(place, last?.id ?? ''),
    enabled: secret !== null,
    refetchOnMount: 'always',
  })

  const archive = async () => {
    if (!secret) return
    // The version that the places were read with: what this dialog says must be what is archived. What an earlier page
    // left in the cache may be older than the secret is now.
    const read = details.isFetching ? (await details.refetch({ cancelRefetch: false })).data : details.data
    const rowVersion = read?.rowVersion ?? secret.rowVersion
    const result = await run({ ...place, id: secret.id, rowVersion })
    if (!result.ok) {
      setProblem(result.error)
      await details.refetch()
      return
    }
    onClose()
    toast(
      <>
        <code>{result.data.name}</code> is archived.
      </>,
      { icon: Archive },
    )
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
    onArchived?.()
  }

  return (
    <Consequence
      isOpen={secret !== null}
      title={
        <>
          Archive <code>{last?.name}</code>?
        </>
      }
      confirm="Archive Secret"
      busyLabel="Archiving…"
      isBusy={isBusy}
      onConfirm={() => void archive()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        Are you sure you want to archive this secret? Any existing integrations using this secret will no longer
        function.
      </ConsequenceSentence>
      <div className={styles.places}>
        {details.isError ? (
          <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
        ) : details.data && !details.isFetching ? (
          <PlaceList places={details.data.places} domainName={domainName} />
        ) : (
          <p role="status">Looking for the places that use it…</p>
        )}
      </div>
      <p className={styles.way}>
        <Icon of={Archive} size={14} />
        Its alias stays taken.
      </p>
      {problem && (
        <div className={styles.problem}>
          <SaveProblem error={problem} />
        </div>
      )}
    </Consequence>
  )
}
