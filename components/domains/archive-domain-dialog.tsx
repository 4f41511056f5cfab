'use client'

import { Archive, ArchiveRestore } from 'lucide-react'
import { archiveDomainAction } from '#app/(console)/[organization]/domains/actions.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { TypedNameField } from '#components/ui/typed-name-field.tsx'
import { useTypedName } from '#components/ui/use-typed-name.ts'
import { type DomainItem, isInUse } from '#lib/domains/schema.ts'
import { ContentsList } from './contents-list.tsx'
import { useDomainQuestion } from './use-domain-question.ts'

/** Asks before a domain stops, and says what stops with it. Where something does, its name must be typed. */
export function ArchiveDomainDialog({ domain, onClose }: { domain: DomainItem | null; onClose: () => void }) {
  const toast = useToast()
  const { details, isReading, problem, isBusy, confirm } = useDomainQuestion<{ confirmation?: string }>({
    domain,
    action: archiveDomainAction,
    onClose,
    onChanged: ({ name }) => toast(`${name} is archived. Nothing in it runs any more.`, { icon: Archive }),
  })
  const name = details.data?.name ?? domain?.name ?? ''
  // Where it cannot be known what is in it, something may be.
  const mustType = details.isError || (details.data !== undefined && isInUse(details.data.contents))
  const confirmation = useTypedName({ asked: domain, name, isNeeded: mustType })
  const isOff = isReading || confirmation.isMissing
  const archive = () => {
    if (!isOff) void confirm(mustType ? { confirmation: confirmation.typed } : {})
  }
  return (
    <Consequence
      isOpen={domain !== null}
      title={`Archive ${name}?`}
      confirm="Archive domain"
      busyLabel="Archiving…"
      isBusy={isBusy}
      isOff={isOff}
      focus={confirmation.field}
      problem={problem && !(problem.fields.confirmation && mustType) ? problem : null}
      onConfirm={archive}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        From now on its pages do not exist, nothing in it is sent or run, and its webhooks and API tokens answer nobody.
      </ConsequenceSentence>
      <ContentsList details={details} heading="What stops with it" empty="Nothing in it acts: nothing stops." />
      <TypedNameField of={confirmation} error={problem?.fields.confirmation} onSubmit={archive} />
      <ConsequenceWay icon={ArchiveRestore}>
        Nothing is deleted. An Owner or Org Admin can restore it; archived secrets in it are destroyed when their time
        is over.
      </ConsequenceWay>
    </Consequence>
  )
}
