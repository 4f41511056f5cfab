'use client'

import { useQueryClient } from '@tanstack/react-query'
import { makeCurrentAction } from '#app/(console)/[organization]/secrets/actions.ts'
import { usePlace } from '#components/data/use-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { SecretDetails, VersionItem } from '#lib/secrets/schema.ts'
import styles from './make-current-dialog.module.css'
import { secretsKey } from './secret-queries.ts'

type MakeCurrentDialogProps = {
  secret: SecretDetails
  /** The version to make current; null: closed. */
  version: VersionItem | null
  onClose: () => void
}

/** Asks before an earlier value is used again: it comes with the allowed domains that it had. */
export function MakeCurrentDialog({ secret, version, onClose }: MakeCurrentDialogProps) {
  const place = usePlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { answer, isBusy, problem } = useQuestion(version, makeCurrentAction)
  const hosts = version?.allowedHosts ?? []

  const makeCurrent = async () => {
    if (!version) return
    const result = await answer({ ...place, id: secret.id, rowVersion: secret.rowVersion, version: version.version })
    if (result.ok) {
      onClose()
      toast(
        <>
          <code>{result.data.name}</code> has the value of version {version.version} again (version{' '}
          {result.data.version}).
        </>,
      )
    }
    await queries.invalidateQueries({ queryKey: secretsKey(place) })
  }

  return (
    <Consequence
      problem={problem}
      isOpen={version !== null}
      title={
        <>
          Make version {version?.version} of <code>{secret.name}</code> current?
        </>
      }
      confirm="Make current"
      look="main"
      busyLabel="Making it current…"
      isBusy={isBusy}
      onConfirm={() => void makeCurrent()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        Every send uses the value of version {version?.version} from then on. It is stored anew, as version{' '}
        {secret.version + 1}, and version {secret.version} is
        {secret.versionsKept > 1 ? ' kept' : ' destroyed'}.
      </ConsequenceSentence>
      <h3 className={styles.heading}>Its allowed domains come with it</h3>
      <Hosts of={`Version ${version?.version}`} hosts={hosts} />
      {hosts.join() !== secret.allowedHosts.join() && <Hosts of="Now" hosts={secret.allowedHosts} />}
    </Consequence>
  )
}

function Hosts({ of, hosts }: { of: string; hosts: string[] }) {
  return (
    <div className={styles.hosts}>
      <span>{of}</span>
      {hosts.length === 0 ? 'Any host' : hosts.map((host) => <Tag key={host}>{host}</Tag>)}
    </div>
  )
}
