'use client'

import { restoreDomainAction } from '#app/(console)/[organization]/domains/actions.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { DomainItem } from '#lib/domains/schema.ts'
import { ContentsList } from './contents-list.tsx'
import { useDomainQuestion } from './use-domain-question.ts'

/** Asks before a domain goes on, because more goes on with it than its pages. */
export function RestoreDomainDialog({ domain, onClose }: { domain: DomainItem | null; onClose: () => void }) {
  const toast = useToast()
  const { details, isReading, problem, isBusy, confirm } = useDomainQuestion({
    domain,
    action: restoreDomainAction,
    onClose,
    onChanged: ({ name }) => toast(`${name} is restored.`),
  })
  return (
    <Consequence
      isOpen={domain !== null}
      title={`Restore ${details.data?.name ?? domain?.name}?`}
      confirm="Restore domain"
      busyLabel="Restoring…"
      look="main"
      isBusy={isBusy}
      isOff={isReading}
      problem={problem}
      onConfirm={() => void confirm({})}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        It comes back as it was archived: its members have their roles in it again, and its webhooks and API tokens that
        have not expired work again.
      </ConsequenceSentence>
      <ContentsList details={details} heading="What works again" empty="Nothing in it acts yet." />
    </Consequence>
  )
}
