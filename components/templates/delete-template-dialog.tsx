'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { deleteTemplateAction } from '#app/(console)/[organization]/[domain]/templates/actions.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { PublicError } from '#lib/core/result.ts'
import type { TemplateListItem } from '#lib/templates/schema.ts'
import { templatesKey } from './template-queries.ts'

type DeleteTemplateDialogProps = {
  /** The one that is asked about, as it was seen; null: closed. */
  template: Pick<TemplateListItem, 'id' | 'name' | 'rowVersion'> | null
  onClose: () => void
  onDone?: (() => void) | undefined
}

/** Asks before a template is deleted. */
export function DeleteTemplateDialog({ template, onClose, onDone }: DeleteTemplateDialogProps) {
  const place = useDomainPlace()
  const queries = useQueryClient()
  const toast = useToast()
  const { run, isBusy } = useAction(deleteTemplateAction)
  const [problem, setProblem] = useState<PublicError | null>(null)
  const [last, setLast] = useState(template)
  if (template && template !== last) {
    setLast(template)
    setProblem(null)
  }
  const destroy = async () => {
    if (!last) return
    const result = await run({ ...place, id: last.id, rowVersion: last.rowVersion })
    if (!result.ok) {
      setProblem(result.error)
      return
    }
    onClose()
    onDone?.()
    toast(`${last.name} is deleted.`, { icon: Trash2 })
    await queries.invalidateQueries({
      queryKey: templatesKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(last.id),
    })
  }
  return (
    <Consequence
      isOpen={template !== null}
      title={`Delete ${last?.name}?`}
      confirm="Delete template"
      busyLabel="Deleting…"
      isBusy={isBusy}
      problem={problem}
      onConfirm={() => void destroy()}
      onCancel={onClose}
    >
      <ConsequenceSentence>
        Its subject, body and examples are gone for good. Its change log and the records of what was sent stay; no
        secret is deleted.
      </ConsequenceSentence>
    </Consequence>
  )
}
