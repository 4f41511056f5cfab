'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { deleteEndpointAction } from '#app/(console)/[organization]/[domain]/allowlist/actions.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { EndpointItem } from '#lib/allowlist/schema.ts'
import { allowlistKey } from './allowlist-queries.ts'

type DeleteEndpointDialogProps = {
  /** The one that is asked about; null: closed. */
  endpoint: EndpointItem | null
  onClose: () => void
}

/** Asks before an endpoint is deleted, and says what becomes of requests to it. */
export function DeleteEndpointDialog({ endpoint, onClose }: DeleteEndpointDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { answer, isBusy, problem } = useQuestion(endpoint, deleteEndpointAction)
  const destroy = async () => {
    if (!endpoint) return
    const result = await answer({ ...place, id: endpoint.id, rowVersion: endpoint.rowVersion })
    if (!result.ok) return
    onClose()
    toast(`${endpoint.name} is no longer on the allowlist.`, { icon: Trash2 })
    await queries.invalidateQueries({ queryKey: allowlistKey(place) })
  }
  const isEncrypted = endpoint?.encryption !== 'none'
  return (
    <Consequence
      isOpen={endpoint !== null}
      title={`Delete ${endpoint?.name}?`}
      confirm="Delete endpoint"
      busyLabel="Deleting…"
      isBusy={isBusy}
      problem={problem}
      onConfirm={() => void destroy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        {isEncrypted
          ? 'Requests to it are no longer encrypted, or, where only allowlisted addresses may be called, refused. The secret that is its key stays.'
          : 'Where only allowlisted addresses may be called, requests to it are refused from the next one on.'}
      </ConsequenceSentence>
    </Consequence>
  )
}
