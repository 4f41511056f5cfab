'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CirclePause, Trash2 } from 'lucide-react'
import { deleteIntegrationAction } from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence, ConsequenceWay } from '#components/ui/consequence.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { integrationDetails, integrationsKey } from './integration-queries.ts'
import { StoppedTemplates } from './stopped-templates.tsx'

type DeleteIntegrationDialogProps = {
  /** The one that is asked about; null: closed. */
  integration: { id: string; name: string } | null
  onClose: () => void
  /** Leads away, where the page was about it. */
  onDone?: () => void
}

/** Asks before an integration is deleted with its requests, and lists what is sent through them. */
export function DeleteIntegrationDialog({ integration, onClose, onDone }: DeleteIntegrationDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { answer, isBusy, problem } = useQuestion(integration, deleteIntegrationAction)
  const details = useQuery({
    ...integrationDetails(place, integration?.id ?? ''),
    enabled: integration !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  const known = details.data
  const isReading = details.isFetching && !details.isError
  const count = known?.requestCount ?? 0

  const destroy = async () => {
    if (!integration || !known || isReading) return
    const result = await answer({ ...place, id: integration.id, rowVersion: known.rowVersion })
    if (!result.ok) {
      void details.refetch()
      return
    }
    onClose()
    onDone?.()
    toast(`${integration.name} is deleted.`, { icon: Trash2 })
    await queries.invalidateQueries({
      queryKey: integrationsKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(integration.id),
    })
  }

  return (
    <Consequence
      isOpen={integration !== null}
      title={`Delete ${integration?.name}?`}
      confirm="Delete integration"
      busyLabel="Deleting…"
      isBusy={isBusy}
      isOff={isReading || !known}
      problem={problem}
      onConfirm={() => void destroy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {count === 0
          ? 'It is gone for good. It has no requests. Its change log stays.'
          : `It is gone for good, with its ${count === 1 ? 'request' : `${count.toLocaleString('en')} requests`}. Their change logs and the records of what was sent stay; no secret is deleted.`}
      </ConsequenceSentence>
      {details.isError ? (
        <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
      ) : isReading || !known ? (
        <p role="status">Looking for what is sent through it…</p>
      ) : (
        <StoppedTemplates templates={known.templates} />
      )}
      {known && !known.isDisabled && (
        <ConsequenceWay icon={CirclePause}>To stop it and keep the way back, disable it instead.</ConsequenceWay>
      )}
    </Consequence>
  )
}
