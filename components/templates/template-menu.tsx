'use client'

import { useQueryClient } from '@tanstack/react-query'
import { CircleExclamationPoint, Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ComponentProps, useState } from 'react'
import { duplicateTemplateAction } from '#app/(console)/[organization]/[domain]/templates/actions.ts'
import { pagePath } from '#components/data/paths.ts'
import { useAction } from '#components/data/use-action.ts'
import { useDomainPlace } from '#components/data/use-domain-place.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { useToast } from '#components/ui/toast.tsx'
import type { TemplateListItem } from '#lib/templates/schema.ts'
import { DeleteTemplateDialog } from './delete-template-dialog.tsx'
import { templatesKey } from './template-queries.ts'

type TemplateMenuProps = Pick<ComponentProps<typeof IconButton>, 'look' | 'size'> & {
  template: Pick<TemplateListItem, 'id' | 'name' | 'rowVersion'>
  /** Leads away, where the page was about it. */
  onDeleted?: () => void
}

/** What is rarely done to a template: a copy, and deleting it. */
export function TemplateMenu({ template, onDeleted, ...look }: TemplateMenuProps) {
  const place = useDomainPlace()
  const router = useRouter()
  const queries = useQueryClient()
  const toast = useToast()
  const { run } = useAction(duplicateTemplateAction)
  const [isDeleting, setIsDeleting] = useState(false)
  const duplicate = async () => {
    const result = await run({ ...place, id: template.id })
    if (!result.ok) {
      toast(result.error.message, { icon: CircleExclamationPoint })
      return
    }
    toast(`${template.name} is copied. This is the copy.`)
    await queries.invalidateQueries({ queryKey: templatesKey(place) })
    router.push(pagePath(place, 'templates', result.data.id))
  }
  return (
    <>
      <Menu trigger={<IconButton {...look} label={`More actions for ${template.name}`} icon={Ellipsis} />}>
        <MenuItem icon={Copy} onClick={() => void duplicate()}>
          Duplicate
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} look="danger" onClick={() => setIsDeleting(true)}>
          Delete
        </MenuItem>
      </Menu>
      <DeleteTemplateDialog
        template={isDeleting ? template : null}
        onClose={() => setIsDeleting(false)}
        onDone={onDeleted}
      />
    </>
  )
}
