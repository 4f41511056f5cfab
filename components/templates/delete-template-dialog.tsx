'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { deleteTemplateAction } from '#app/(console)/[organization]/[domain]/templates/actions.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { useQuestion } from '#components/data/use-question.ts'
import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import { useToast } from '#components/ui/toast.tsx'
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
  const { answer, isBusy, problem } = useQuestion(template, deleteTemplateAction)
  const destroy = async () => {
    if (!template) return
    const result = await answer({ ...place, id: template.id, rowVersion: template.rowVersion })
    if (!result.ok) return
    onClose()
    onDone?.()
    toast(`${template.name} is deleted.`, { icon: Trash2 })
    await queries.invalidateQueries({
      queryKey: templatesKey(place),
      predicate: ({ queryKey }) => !queryKey.includes(template.id),
    })
  }
  return (
    <Consequence
      isOpen={template !== null}
      title={`Delete ${template?.name}?`}
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
