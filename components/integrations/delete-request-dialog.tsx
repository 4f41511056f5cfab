'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { deleteIntegrationRequestAction } from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import { integrationDetails, integrationsKey } from './integration-queries.ts'
import { StoppedTemplates } from './stopped-templates.tsx'

type DeleteRequestDialogProps = {
  integrationId: string
  /** The one that is asked about, as it was seen; null: closed. */
  request: { id: string; name: string; rowVersion: number } | null
  onClose: () => void
  /** Leads away, where the page was about it. */
  onDone?: () => void
}

/** Asks before a request is deleted, and lists what is sent through it. */
export function DeleteRequestDialog({ integrationId, request, onClose, onDone }: DeleteRequestDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { answer, isBusy, problem } = useQuestion(request, deleteIntegrationRequestAction)
  const details = useQuery({
    ...integrationDetails(place, integrationId),
    enabled: request !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  const isReading = details.isFetching && !details.isError
  const templates = details.data?.templates.filter(({ requestId }) => requestId === request?.id) ?? []

  const destroy = async () => {
    if (!request || isReading || details.isError) return
    const result = await answer({ ...place, integrationId, id: request.id, rowVersion: request.rowVersion })
    if (!result.ok) {
      void details.refetch()
      return
    }
    onClose()
    onDone?.()
    toast(`${request.name} is deleted.`, { icon: Trash2 })
    await queries.invalidateQueries({
      queryKey: integrationsKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(request.id),
    })
  }

  return (
    <Consequence
      isOpen={request !== null}
      title={`Delete ${request?.name}?`}
      confirm="Delete request"
      busyLabel="Deleting…"
      isBusy={isBusy}
      isOff={isReading || details.isError}
      problem={problem}
      onConfirm={() => void destroy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        It is gone for good. Its change log and the records of what was sent stay; no secret is deleted.
      </ConsequenceSentence>
      {details.isError ? (
        <LoadProblem error={details.error} onRetry={() => void details.refetch()} />
      ) : isReading ? (
        <p role="status">Looking for what is sent through it…</p>
      ) : (
        <StoppedTemplates templates={templates} />
      )}
    </Consequence>
  )
}
