'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { deleteIntegrationRequestAction } from '#app/(console)/[organization]/[domain]/integrations/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { LoadProblem } from '#components/ui/load-problem.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
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
  const { run, isBusy } = useAction(deleteIntegrationRequestAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [last, setLast] = useState(request)
  if (request && request !== last) {
    setLast(request)
    setProblem(null)
  }
  const details = useQuery({
    ...integrationDetails(place, integrationId),
    enabled: request !== null,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  const isReading = details.isFetching && !details.isError
  const templates = details.data?.templates.filter(({ requestId }) => requestId === last?.id) ?? []

  const destroy = async () => {
    if (!last || isReading || details.isError) return
    const result = await run({ ...place, integrationId, id: last.id, rowVersion: last.rowVersion })
    if (!result.ok) {
      setProblem(result.error)
      void details.refetch()
      return
    }
    onClose()
    onDone?.()
    toast(`${last.name} is deleted.`, { icon: Trash2 })
    await queries.invalidateQueries({
      queryKey: integrationsKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(last.id),
    })
  }

  return (
    <Consequence
      isOpen={request !== null}
      title={`Delete ${last?.name}?`}
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
